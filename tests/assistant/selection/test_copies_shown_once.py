from pathlib import Path

from assistant.assistant import Assistant
from index.archive import Archive

STORY = """The reservoir above Velden holds 14 million litres less than a year ago, the water board said on Monday after its yearly survey.
Engineer Mara Quist said that two dry winters and a leaking sluice were to blame, and that repairs would begin in April.
Households in the upper town are asked to save water until the autumn, and the swimming hall will stay closed for six weeks.
The board expects to spend 1.2 million crowns on the sluice, which was built in 1938 and last repaired in 1974."""


def test_a_story_that_two_outlets_carried_is_shown_once_and_said_to_be_carried(archive: Archive, tmp_path: Path) -> None:
    for name, title in (("post.txt", "Reservoir Runs Low"), ("echo.txt", "Water Board Finds Reservoir Lower Than Last Year")):
        (tmp_path / name).write_text(f"{title}\n\n{STORY}\n", encoding="utf-8")
    archive.add([str(tmp_path / "post.txt")], source="The Velden Post")
    archive.add([str(tmp_path / "echo.txt")], source="The Velden Echo")
    answer = Assistant(archive).ask("How much does the board expect to spend on the sluice of the reservoir above Velden?")
    assert len({citation.article_id for citation in answer.citations}) == 1
    shown = answer.citations[0].source
    other = "The Velden Echo" if shown == "The Velden Post" else "The Velden Post"
    assert any(note.endswith(f"also carried by {other}.") for note in answer.notes)
