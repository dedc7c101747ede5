"""Every portal whose system nobody has described: the containers of articles seen on many, most telling first."""

from __future__ import annotations

from .portal import Portal

GENERIC = Portal(
    name="generic",
    title=("h1", ".title", ".article-title"),
    body=(  # facts/portals §5.1; .v_news_content is 博达's
        "ucapcontent", "#UCAP-CONTENT", ".trs_editor_view", ".TRS_UEDITOR", ".TRS_Editor", "#zoom", "#Zoom", "#detailCon",
        "#zoomcon", "#fontzoom", "#info_cont", ".article-content", ".news_cont_d_wrap", ".articleBox", ".content_article",
        ".newsMain", ".j-fontContent", ".tyxxy_main", ".wzzw-article", ".bt_content", ".artile_zw", ".main-txt", "#ivs_content",
        ".Article_content", ".ewb-article-detail", "founder-content", "#ozoom", "#mainText", ".v_news_content",
        "#content",
    ),
)  # fmt: skip
