"""A refusal on a page: one sentence in the reader's language, and a way on; nothing that was typed is lost by signing in."""

from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from api.screens.shell.page import page_for
from api.web.refusing import TOLD, refusal_of


def tell_by_pages(screens: FastAPI) -> None:
    """The errors of the API, each told by a page of the same status."""
    for kind in TOLD:
        screens.add_exception_handler(kind, _tell)


async def _tell(request: Request, error: Exception) -> Response:
    refused = refusal_of(request, error)
    if refused.status == 401:
        return await _to_sign_in(request)
    response = page_for(request).show("shell/refused.html", refused.status, why=refused)
    if "retry_after" in refused.more:
        response.headers["Retry-After"] = str(refused.more["retry_after"])
    return response


async def _to_sign_in(request: Request) -> Response:
    """Whoever was reading comes back to the page; whoever was writing finds all of it again after signing in."""
    if "hx-request" in request.headers:
        return Response(status_code=204, headers={"HX-Refresh": "true"})
    if request.method == "GET":
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse("/sign-in?" + urlencode({"next": request.url.path + query}), 303)
    form = await request.form()
    kept = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    return page_for(request).show("signing/sign_in.html", 401, next=request.url.path, kept=kept, username="")
