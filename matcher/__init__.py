"""Weekly rosters of volunteers for retired cadres: near-optimal with a proven bound, audited, explained.

matcher.domain    problem and roster, the documents that everything speaks
matcher.solve     solve(problem, policy, seconds=…) → Roster
matcher.match     match(problem, roster, need, policy, top=…) → Match; MatchIndex (matcher.matching) for one need after another
matcher.replan    replan(problem, roster, policy, Change(…), seconds=…) → Replan: the roster, and the problem as it is now
matcher.audit     audit(problem, roster, policy) → Report; loads no solver
matcher.explain   explain(problem, roster, policy, need) → Explanation
matcher.comparing compare(problem, (policy, roster), (policy, roster)) → Comparison
matcher.policy    default_policy(), load_policy(path), policy_from(layers) → Policy; rules_in_force(layers) says which layer set what
"""
