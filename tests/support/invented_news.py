"""Invented news for the splitting tests: short stories to compose digests of, and single articles of many shapes. No place, person or body in it exists."""

from __future__ import annotations

STORIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Harwick council approves new tram line to the docks",
        (
            "Harwick city council voted on Tuesday to build a nine-kilometre tram line between Central Square and the eastern docks, Mayor Elin Forsgate said.",
            '"This closes the last big gap in our network," Forsgate told reporters after the vote, which passed by 31 to 14.',
            "Work is due to start next spring and to cost about 240 million crowns.",
        ),
    ),
    (
        "Tarn Valley dam reaches lowest level in thirty years",
        (
            "The reservoir behind the Tarn Valley dam has fallen to 38 percent of its capacity, the lowest since records began in 1991, water board chief Oskar Denby announced.",
            "Farmers downstream were asked to cut irrigation by a fifth until the autumn rains.",
            "Denby said that households would not be affected for the time being.",
        ),
    ),
    (
        "Rovers beat Elmstead Town to reach cup final",
        (
            "Northport Rovers reached the League Cup final with a 2-1 win over Elmstead Town, Juma Castell scoring both goals in front of 18,400 spectators.",
        ),
    ),
    (
        "Scientists find warm springs under the Vell ice sheet",
        (
            "Researchers of the Polar Institute in Lund Harbour have discovered a chain of warm springs two kilometres beneath the Vell ice sheet, the journal Cold Regions reported.",
            "The team drilled for eleven weeks and lowered a camera through a hole no wider than a plate.",
            '"We expected mud and found a living community of microbes," expedition leader Prof. Maren Oyelaran said.',
            "A second expedition is planned for the coming season.",
        ),
    ),
    (
        "Storm leaves 40,000 homes without power in Dunmere",
        (
            "A storm with gusts of up to 130 kilometres an hour cut electricity to some 40,000 homes in the coastal province of Dunmere overnight, grid operator Nordlys said.",
            "Ferries to the outer islands stayed in port and two schools were closed.",
        ),
    ),
    (
        "Bank of Castria holds interest rate at 3.5 percent",
        (
            "The Bank of Castria left its key rate unchanged at 3.5 percent on Thursday, citing falling energy prices, and Governor Paulo Winterhoff signalled a cut in the summer.",
            "Analysts polled by the Castrian Press Agency had expected the decision.",
            "The castra rose slightly against the dollar after the announcement.",
        ),
    ),
    (
        "Who will run the Elmstead hospital trust?",
        (
            "The search for a new head of the Elmstead hospital trust enters its final week with three candidates left, according to people familiar with the process.",
            "The post has been vacant since Dr Agnes Tillotson retired in January after twelve years.",
        ),
    ),
    (
        "'We were lucky,' says skipper rescued off Cape Arran",
        (
            "The skipper of the trawler Blue Heron described on Monday how he and four crew members were lifted from a sinking vessel off Cape Arran.",
            '"The pumps failed one after the other and the helicopter came in the last minute," Tomas Relling, 52, said at Brannock harbour.',
            "The coastguard has opened an inquiry.",
        ),
    ),
    (
        "Museum of Glass opens in former Pellworth foundry",
        (
            "A museum devoted to glass opened its doors on Saturday in the old Pellworth foundry, which had stood empty for two decades.",
            "Curator Ines Hallam has brought together 900 objects, the oldest of them a Roman flask.",
            "Admission is free until the end of the month.",
        ),
    ),
    (
        "Ministers agree fishing quotas for the Inner Sea",
        (
            "Fisheries ministers of the five Inner Sea states agreed early on Wednesday to lower the herring quota by 12 percent and to raise that for sprat.",
            "Talks in Port Maren had lasted nineteen hours. Minister Halvard Brisk called the result a fair balance.",
            "Environmental groups said that the cut was too small to let stocks recover.",
            "The quotas take effect on the first of January.",
        ),
    ),
    (
        "Kestrel Motors to hire 600 workers at Ostrava Road plant",
        (
            "Carmaker Kestrel Motors plans to hire 600 people at its Ostrava Road plant, where a second shift will assemble electric vans from September.",
            "Works council chairwoman Dagny Purcell welcomed the step as a sign of confidence in the site.",
        ),
    ),
    (
        "Marathon record falls in Lake Solenne heat",
        (
            "Runner Abeni Kroll set a course record of two hours, 24 minutes and 11 seconds at the Lake Solenne marathon on Sunday despite temperatures of 29 degrees.",
            "More than 300 of the 9,000 starters gave up, organisers said.",
            "Kroll, 27, a nurse by profession, finished four minutes ahead of last year's winner.",
        ),
    ),
    (
        "Comet visible to the naked eye until Friday",
        (
            "A comet discovered only in May can be seen without binoculars above the western horizon until Friday, the Gessler Observatory reported, provided that the sky stays clear.",
        ),
    ),
    (
        "Teachers in Westermark call off strike",
        (
            "The teachers' union in Westermark called off a strike planned for next week after the state government offered a pay rise of 5.1 percent over two years.",
            "Union leader Ruben Aske said members would vote on the offer by post.",
        ),
    ),
    (
        "Court fines airline over lost luggage",
        (
            "A court in Brightwater fined the airline Aerovia 1.2 million crowns for failing to return suitcases to 4,300 passengers within the legal period.",
            'Judge Thea Lindqvist spoke of "organised indifference" in her ruling.',
            "The company said it was examining whether to appeal.",
        ),
    ),
    (
        "Rare lynx cubs filmed in Karst national park",
        (
            "Camera traps have filmed three lynx cubs in the Karst national park, where the species was thought to have died out in the 1970s.",
            "Ranger Piet Hallorsen found the images when he changed the batteries last Thursday.",
            '"I sat down in the snow and laughed," he recalled.',
        ),
    ),
    (
        "Opposition leads in Castrian poll a month before election",
        (
            "The opposition Reform League is ahead of the governing Civic Union by four points, a survey of the institute Demos showed on Friday.",
            "Prime Minister Ada Verhoeven brushed the figures aside. Elections take place on 14 October.",
            "About a quarter of those asked had not made up their minds.",
        ),
    ),
    (
        "Bridge over the Ister closed for repairs: long detours expected",
        (
            "The road bridge over the Ister at Millford will be closed to all traffic from Monday while engineers replace corroded cables, the highways agency said.",
            "Detours of up to forty kilometres are signposted.",
        ),
    ),
    (
        "Orchestra names first female chief conductor",
        (
            "The Brightwater Philharmonic has appointed Sunniva Adair as its chief conductor, the first woman in the post since the ensemble was founded in 1884.",
            "Adair, 41, will open her first season with a symphony by a local composer.",
        ),
    ),
    (
        "New vaccine against tick fever passes final trial",
        (
            "A vaccine against tick fever protected nine out of ten volunteers in a trial with 12,000 participants, its maker Salvia Pharma said.",
            "The health authority in Port Maren expects to decide on approval before the summer.",
            "Side effects were mild, according to study director Dr Kofi Brandt.",
        ),
    ),
    (
        "Satellite firm loses contact with two probes",
        (
            "The company Heliostat lost contact with two weather probes shortly after their launch from the Arran spaceport, a spokeswoman confirmed on Wednesday.",
            "Engineers suspect a software fault in the antenna control. Insurance covers the loss.",
        ),
    ),
    (
        "Village of Upper Quill elects mayor by coin toss",
        (
            "After two ballots had ended in a tie of 61 votes each, the village of Upper Quill chose its mayor by tossing a silver coin on Sunday night.",
            "Beekeeper Lotte Marchbank won. Her rival, the baker Sam Ollerton, became deputy.",
        ),
    ),
    (
        "Steel prices drive up cost of Northport stadium",
        (
            "The rebuilding of Northport stadium will cost 85 million crowns more than planned because of high steel prices, builder Granth & Sons told shareholders.",
            "The club is to bear a third of the sum. The opening has been put back by half a year.",
            "Season tickets stay valid, club manager Viola Strand promised.",
        ),
    ),
    (
        "Police recover stolen medieval map in Gessler",
        (
            "Police in Gessler have recovered a medieval sea map that was stolen from the town archive eleven years ago and offered for sale online last month.",
            "A 63-year-old dealer is helping with inquiries, Inspector Noor Bakke said.",
        ),
    ),
    (
        "Cyclists demand safer crossings after accident in Lund Harbour",
        (
            "About 700 cyclists rode through Lund Harbour on Saturday to demand safer crossings after a student was hit by a lorry at the Anchor Street junction.",
            'Organiser Fredrik Amadi handed over a petition. "Paint alone protects nobody," he said.',
            "The transport department promised traffic lights by the end of the year.",
        ),
    ),
    (
        "Harvest of olives doubles on the island of Mirana",
        (
            "Growers on Mirana picked twice as many olives as a year earlier, the farmers' cooperative reported, after a mild winter and plenty of rain in May.",
            "Oil prices are expected to fall by a tenth.",
        ),
    ),
    (
        "Chess prodigy, 11, becomes youngest grandmaster of Dunmere",
        (
            "Lina Osei, an eleven-year-old pupil from Dunmere, became the province's youngest chess grandmaster on Sunday when she drew her last game at the Brannock Open.",
        ),
    ),
    (
        "Insurer Fidelis cuts forecast after floods",
        (
            "The insurer Fidelis lowered its profit forecast to 310 million crowns after claims from the July floods in Westermark turned out higher than expected.",
            "Chief executive Marguerite Soll said that the dividend was safe.",
            "Shares fell by six percent in early trading.",
        ),
    ),
    (
        "Library lends out musical instruments",
        (
            "The public library of Millford has begun to lend violins, clarinets and accordions to anyone with a reader's card, head librarian Jasper Toll said.",
            "All forty instruments were on loan within two days.",
        ),
    ),
    (
        "Border post at Kessel Pass reopens after landslide",
        (
            "The border post at Kessel Pass reopened to lorries on Friday, three weeks after a landslide had buried the road on the southern side.",
            "Customs officers worked through a queue of 220 vehicles until the evening.",
            "Geologists keep watching the slope, the interior ministry added.",
        ),
    ),
)

SINGLES: dict[str, str] = {
    "feature with sub-headings": """The quiet return of the night train to Lund Harbour

It is ten minutes past nine when Marta Ilves locks the last door of carriage 114 and waves to the driver. The night train from Harwick is about to leave, and for the first time this year every berth is taken.

Ilves, 46, has worked on sleepers since she left school. She remembers when there were five a night, and the winter in which the last one was cancelled.

A slow decline

The end came slowly. Cheap flights took the business travellers first, Ilves says, and then the families. By 2014 the carriages stood on a siding behind the depot.

Nobody wanted to buy them. They were too old for a railway and too big for a museum.

What changed

Then two things happened at once. The airport raised its fees, and a group of students in Harwick chartered the old carriages for a single trip.

They sold out in an hour. The railway noticed.

Full until March

Today the train runs six nights a week. It still loses money, the company says, but less each month. Ilves has stopped asking how long it will last.

"I just check the tickets," she says, and pulls the blind down.
""",
    "interview": """'I never wanted to win anything': a talk with the potter Hedda Lorne

Hedda Lorne, 71, has made the same bowl for forty years. Last week she was awarded the Castrian Prize for Craft. We met in her workshop in Pellworth.

Ms Lorne, did the prize surprise you?

Very much. I thought that the woman on the telephone wanted to sell me insurance.

What will you do with the money?

The roof leaks over the kiln. After that we will see. My daughter has ideas, as daughters do.

Why always the same bowl?

It is never the same. You see one bowl, I see four thousand mistakes, each a little smaller than the last.

Do young people still want to learn the trade?

They write to me every week. Most want to come for a month, and a month is enough to learn how to sweep a floor properly.

And who will go on when you stop?

I have no plans to stop, so the question does not arise.
""",
    "interview with labels": """Ten minutes with the stationmaster of Quill Junction

Q: How many trains stop here?
A: Four a day in the summer and two in the winter. On some days I know every passenger by name.

Q: What is the strangest thing you ever found on a platform?
A: A cello, in its case, with a note that said "please feed me". We still have it in the office, and my nephew plays it.

Q: Do you worry that the station will close?
A: Every year since 1998. The letters come in October.
""",
    "speech": """Address by the Secretary-General of the Inner Sea Council at the opening of the spring session

Mr President,
Excellencies,
Ladies and gentlemen,

It is a pleasure to welcome you to Port Maren. Five years ago, in this very hall, we signed the agreement that brought us together. Much has been done since then.

We have cleaned up eleven harbours. We have opened a joint rescue centre. We have agreed, after long nights, on how much fish may be taken from our waters.

But we should not be content. The ice breaks earlier each spring. The young leave the islands. And our neighbours look to us for an example.

Let me name three tasks for this session.

First, we must finish the electricity link.

Second, we must open our universities to each other's students.

Third, we must speak with one voice when we speak about the sea.

I thank you for your attention.
""",
    "press release with notes": """FOR IMMEDIATE RELEASE

Salvia Pharma opens research centre in Brightwater

BRIGHTWATER, 4 May 2019 - Salvia Pharma today opened a research centre in Brightwater that will employ 180 scientists. The company invested 62 million crowns in the building.

"Brightwater has what we need: a university, a harbour and patience," said chief executive Ottilie Kahn at the ceremony.

The centre will work on vaccines and on new tests for infections that are carried by ticks. First results are expected in two years.

Notes to editors

Salvia Pharma was founded in 1962 and has its seat in Port Maren. It employs 4,100 people in nine countries.

About the Brightwater research centre

The building was designed by the office Trellick & Moor and is heated by water from the harbour.

Media contact
Joost Ferris, telephone 0550 1234, press office of Salvia Pharma

ENDS
""",
    "quotation-heavy, one line a paragraph": """Fishermen Of Brannock Say Harbour Plan Will Ruin Them
Fishermen in Brannock have rejected a plan to turn half of the old harbour into a marina, their spokesman Arvid Stolt said after a meeting on Thursday.
"We were not asked, we were not told, and now we are supposed to be grateful," Stolt said.
"They want postcards," another fisherman, who has worked in the harbour since 1979, called out.
The plan foresees 240 berths for yachts and a hotel.
"Where do we mend the nets?" asked Stolt.
"In the lobby?"
The town's building officer, Signe Harrow, said that nothing had been decided.
"It is a sketch," she said. "People should sleep on it."
Stolt was not convinced. He said the fishermen would block the harbour entrance for an hour next Friday.
""",
    "hard-wrapped": """Old mill at Upper Quill grinds flour again after restoration by
volunteers

The watermill at Upper Quill has ground its first flour in sixty-two
years. Volunteers spent four summers clearing the mill race, carving new
gears and looking for somebody who still knew how to dress a stone.

They found Bertil Anker, 88, who had learned it from his grandfather. He
sat on a chair by the door and told them what to do.

Clearing the race

The hardest part was the mud. Some three hundred cartloads had to be
carried off before the water would run, and every one of them held
something: spoons, a bicycle, a helmet.

The first loaf

On Sunday the wheel turned. The baker of the village made a loaf from
the flour and gave the first slice to Anker, who said that it needed
salt.

The mill is open on weekends until October. Flour is sold by the pound
and there are no bags, so visitors have to bring their own.
""",
    "list": """Seven places to swim around Lake Solenne

The lake is warm enough from June, and most of its beaches cost nothing. Here are seven that our readers like best.

1. Gravel Bay

Shallow, sheltered and close to the station. Families come early, so bring your own shade.

2. The Old Ferry Steps

Deep water straight away. It is a place for swimmers and not for paddlers.

3. Heron Point

A walk of twenty minutes keeps the crowds away. There are herons, but they keep their distance.

4. Chapel Beach

It has the only café on the northern shore. The cake is better than the coffee.

5. Sandholm

The island can be reached by rowing boat. Take everything you need and bring it back again.

6. The Weir

Only when the red flag is down, and never after rain.

7. Solenne Lido

For those who want a shower, a locker and a lifeguard. Entry costs four crowns.
""",
    "scene breaks": """The last lighthouse keeper of Cape Arran

On the first morning of his retirement Eskil Rowan woke at four, as he had for thirty-one years, and went to see whether the lamp was burning. It was. A computer in Brannock had seen to it.

He stayed for an hour all the same.

* * *

The lighthouse was built in 1867, after the wreck of the Marguerite. It had three keepers then, with their wives, and a school for seven children.

* * *

Rowan came in 1988 for a summer. He had meant to save for a motorcycle.

"I never bought it," he says. "Where would I have gone?"

* * *

In the evening he takes the logbook from the shelf and writes down the wind. Nobody asks for it any more. He says that it would be odd to stop.
""",
    "verse and prose": """A poem for the bridge at Millford

When the town council of Millford asked the poet Runa Selby for some lines to be cut into the railing of the new bridge, she asked for a year. She delivered in a week:

The river does not know its name
It carries what the mountain lends
And every stone that heard it pass
Is smoother where the water bends

It asks for nothing at the weir
It leaves no letter at the mill
We built a way across its back
And it is going somewhere still

The council accepted the poem by 11 votes to two. One of the two said that he had wanted a rhyme with Millford.

The railing will be put up in April, and Selby is to be paid in trout.
""",
    "pull quotes": """How a village shop survived the supermarket

The bell over the door of Agda Winther's shop rings about ninety times a day. She has counted. "Below seventy I would have to close," she says.

"Below seventy I would have to close"

When the supermarket opened on the ring road six years ago, her takings fell by half within a month. She did not lower her prices. She bought a coffee machine instead.

'They come for the talking'

Now the pensioners of the village sit by the window every morning. They buy bread when they leave, and milk, and batteries, because they are there.

Winther does not think that it is a business model. She thinks that people get lonely. "They come for the talking, and the bread is an excuse," she says.
""",
    "sub-headings in capitals": """TOWN HALL CLOCK OF GESSLER STOPS AFTER 211 YEARS

The clock of the town hall in Gessler stopped at 3.17 on Monday afternoon. It is the first time since it was installed in 1812, caretaker Hugo Ferrant said.

BROKEN SPRING

A spring had broken in the striking train. Ferrant heard it from his flat below the tower and thought that somebody had dropped a tray.

NO SPARE PARTS

There is nobody left who makes such springs. The town has written to clockmakers in four countries, and one of them has answered, saying that he would like to see it.

The clock will therefore be silent for some time. Ferrant says that he sleeps badly without it.
""",
    "dated chronology": """The long way to the Ister bridge: a chronology

It took 38 years from the first sketch to the opening of the Ister bridge. These were the stations.

4 March 1981
The council of Millford asks an engineer for a sketch. He draws it on the back of the agenda.

17 June 1989
The province promises half of the money. The council celebrates too early.

2 May 1997
Work begins on the eastern pier and stops again after six weeks, when the builder goes bankrupt.

30 September 2019
The bridge is opened. The engineer, now 84, is the first to walk across it.
""",
    "questions and answers for readers": """What you need to know about the new parking rules in Brightwater

From the first of June, parking in the old town of Brightwater costs money on Sundays too. The most important answers.

Who has to pay?
Everyone who parks between the canal and the city wall, on any day of the week from eight in the morning.

What does it cost?
Two crowns for an hour, and twelve for the day. The first twenty minutes are free.

Are there exceptions?
Residents with a green card go on paying by the year. Doctors on duty are exempt, and so are people with a disability badge.

What happens to the money?
It goes to the trams, the council says. A report is to be published each spring.
""",
    "opinion with short paragraphs": """Why Harwick should keep its ugly railway station

Nobody loves the railway station of Harwick.

It is brown.

It was built in 1971, when brown was thought to be friendly, and it has been brown ever since, through four renovations and one fire.

And yet it works.

You come out of the train, and the tram is there. You look up, and you see the clock. You are hungry, and there is soup.

The new design, which the railway will show on Monday, is white. It has a garden on the roof. It has no soup.

I have looked at the drawings for a long time, and I could not find the clock either.

Keep it brown.
""",
    "Markdown feature": """# Inside the workshop that mends the instruments of Millford

The accordion on the table has been dropped from a balcony. Jasper Toll, who runs the library's lending service, has brought it here himself.

## A trade with few heirs

Wilma Brandt took over the workshop from her uncle. She is one of three people in the province who still repair accordions, and the other two are older than she is.

## Reeds, wax and patience

Each reed is held by wax. When it gets too warm, it moves, and the tone goes sour. She melts it off and starts again, four hundred times for one instrument.

## No bill for the library

The library pays with books. Brandt says that it is a good deal, and that she is reading her way through the crime shelf.
""",
    "wire story in parts": """Castria, Westermark sign transit deal after two years of talks

PORT MAREN, March 3 (CPA) - Castria and Westermark signed an agreement on the transit of goods on Wednesday, ending a dispute that had blocked the Kessel Pass for lorries since 2021.

Under the deal, which still has to be ratified by both parliaments, up to 1,400 lorries a day may use the pass.

Prime Minister Ada Verhoeven called it "a good day for two neighbours".

President Leif Tarrant of Westermark said at the ceremony that he had never doubted that an agreement would be reached.

Verhoeven and Tarrant are to meet again in June.

Hauliers welcomed the signing. Their association said it expected the first lorries within a month.
""",
    "portraits": """Meet the candidates for mayor of Brightwater

On 14 October the people of Brightwater elect a new mayor. Four candidates are standing. We have asked all of them what they would do first.

Sunniva Adair, Civic Union

Adair, 41, a teacher, wants to repair the schools first. She says that rain comes in at eleven of them.

She has been a member of the council since 2014 and is married with two children.

Leif Tarrant, Reform League

Tarrant, 58, a builder, wants to cut the number of departments from nine to five. He calls the town hall a museum of forms.

He stood in the last election and lost by 312 votes.

Noor Bakke, Greens

Bakke, 33, a police inspector on leave, wants trams on both banks of the river. She would pay for them with a parking levy.

She cycles to all her appointments.

Sam Ollerton, independent

Ollerton, 66, a baker, wants to be mayor for one term only. His programme has one page, and he is proud of it.
""",
    "Markdown with front matter and bold questions": """---
title: The beekeeper on the roof
date: 2020-08-01
---

# The beekeeper on the roof of the Brightwater opera

Above the stage of the opera live some two hundred thousand bees. Lotte Marchbank looks after them, and after the soprano who is afraid of them.

**How did the bees come to the opera?**

By lift. The stage manager wanted honey for his tea and asked whether it could be made in the house.

**Do they like the music?**

They do not mind it. They dislike the smell of varnish, so in July, when the scenery is painted, they are in a bad mood.

**What does opera honey taste of?**

Of lime trees, mostly. In a dry year it tastes a little of the bakery across the square.

---

*Lotte Marchbank is the mayor of Upper Quill.*
""",
}
