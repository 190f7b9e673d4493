"""The frame of every page: configuration, language, navigation."""

from pathlib import Path

import streamlit as st

from pages._ui.guard import guarded
from pages._ui.names import FIRST, GROUPS
from pages._ui.reader import texts

PAGES = Path(__file__).parent.parent
ICON = PAGES.parent / "assets" / "images" / "icon.png"

text = texts()
pages = {
    text[f"page.group_{group}"]: [
        st.Page(PAGES / f"{name}.py", title=text[f"{name}.nav"], url_path=name, default=name == FIRST) for name in names
    ]
    for group, names in GROUPS.items()
}
page = st.navigation(pages, position="top")
st.set_page_config(page_title=f"{page.title} · {text['page.site']}", page_icon=str(ICON), layout="wide")
guarded(page.run)()
