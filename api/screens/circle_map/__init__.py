"""服务圈地图: stations, what lies within fifteen minutes of them, and the ways of a day; every map has a table that says the same."""
