"""The sections pane and a list that is frozen or gone."""

from hpreader.i18n import use
from hpreader.model import SectionState, Source, SourceState
from hpreader.model.section_choices import choices
from hpreader.problems import Problem
from hpreader.ui.panes.section_lines import reason_lines


def test_the_pane_says_which_list_is_frozen_and_which_is_gone():
    use("en")
    frozen = Problem("frozen", "https://bao.vn/rss/xa-hoi.rss", "14/05/2026")
    gone = Problem("gone", "https://bao.vn/rss/xe.rss", status=410)
    source = Source("bao.vn", "Báo", "https://bao.vn/")
    sections = (SectionState("Xã hội", 3, 0, frozen), SectionState("Xe", 1, 1, gone))
    state = SourceState(source, 4, 1, sections, None, gone, {"Xã hội": frozen, "Xe": gone})
    lines = choices([state], 1)
    by_title = {line.title: line for line in lines}
    assert [line.title for line in lines if line.problem] == ["Báo", "Xã hội", "Xe"]
    reason = " ".join(reason_lines(lines, by_title["Xã hội"], 200, 20))
    assert "Xã hội" in reason
    assert "nothing new since 14/05/2026" in reason
    reason = " ".join(reason_lines(lines, by_title["Xe"], 200, 20))
    assert "is gone for good" in reason
