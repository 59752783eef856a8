"""Two invented files: a digest of three articles, and a note of one."""

from __future__ import annotations

DIGEST = """Harbour reopens after storm

The harbour of Port Arden reopened on Monday, the port authority said. Ferries sail again from noon.

“We are relieved,” the harbour master, Ines Calder, told reporters. The storm had closed it for a week.

* * *

Council votes on tram line

The city council of Velden voted on Tuesday to build a second tram line. Work begins in spring.

The opposition called the plan too dear. A petition against it has 9,000 names.

* * *

Chess final ends in a draw

The final of the Lakeland chess open ended in a draw after seven hours. Both players shared the prize of 4,000 crowns.
"""
NOTE = """Volcano closes mountain road

The road over the Tarn pass was closed on 4 May 2031 after ash fell on it, the district said. Drivers are sent through the valley.
"""
