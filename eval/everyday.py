"""Made articles in which nobody takes a position: sport, weather, markets, film, food, local news and gadgets.

They are written from templates, with names, numbers and places put in; countries play matches, companies plan, the
council will pay: words of stance and names of states stand in them as they do in such news. They are plainer than
real articles, so a speed measured on them is that of a stream whose rest is easily told apart.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from onrecord.lexicon import load_table

_SLOT = re.compile(r"\{(\w+)\}")
_PARAGRAPHS = 9
_WORDS = {
    "person": """Ellen Marsh;Tomas Berg;Priya Nand;Luis Ferrer;Hana Okada;Marc Dubois;Sarah Quill;Ben Adeyemi;Olga
 Petrov;Jack Hollis;Mina Park;Carla Rossi""",
    "surname": "Marsh;Berg;Nand;Ferrer;Okada;Dubois;Quill;Adeyemi;Petrov;Hollis;Park;Rossi",
    "town": "Ashford;Millbrook;Port Elden;Kingsbury;Lower Marton;Westhaven;Stonebridge;Elmsworth;Harrow Bay;Oakdale",
    "firm": "Brightwell;Nordane;Tellix;Corvena;Halden Foods;Axiom Motors;Pinewood Studios;Lumen Labs;Orchard Retail",
    "team": "Rovers;United;City;Wanderers;Athletic;Falcons;Harbour Bears;Kings;Rangers;Comets",
    "thing": "phone;tablet;camera;electric bicycle;headset;watch;laptop;speaker;vacuum cleaner;games console",
    "dish": "lamb stew;onion tart;fish soup;apple cake;lentil salad;mushroom risotto;roast chicken;plum jam",
    "day": "Monday;Tuesday;Wednesday;Thursday;Friday;Saturday;Sunday",
    "title": "The Long Shore;Winter Lights;Glass Garden;Two Rivers;The Clockmaker;Sleepless;Paper Moons;Northbound",
}
_TOPICS = {
    "sport": """{team} beat {team} {small}-{small} on {day} evening in front of {big} spectators in {town}.
{person} opened the scoring after {number} minutes with a low drive from the edge of the area.
"We wanted to press high and we will look at the mistakes again," coach {person} told reporters after the match.
{country} will play {country} in the quarter-final next {day}, and {country} must do without its injured captain.
The goalkeeper was taken off with a knock to the shoulder, but the club said that it expected no long absence.
{surname}, who is {number}, has agreed a new contract and hopes to stay until the end of the season.
The visitors had {number} attempts on goal and could not find a way past a patient back line.
{country} finished ahead of {country} in the relay by {small} tenths of a second, the closest race of the week.
The season ticket for next year will cost {number} more, and the club plans to open the new stand in August.
Fans queued around the stadium in the rain and sang long after the final whistle.""",
    "weather": """Rain will spread from the west on {day}, with up to {number} millimetres over high ground.
Temperatures should reach {number} degrees in {town}, a little above the average for the month.
Forecasters said that the storm would pass by {day} evening, and that the wind would drop after midnight.
The river near {town} rose by {small} metres overnight and closed two roads for several hours.
Snow may fall above {big} metres, and drivers should allow more time for the trip to the mountains.
Gardeners will want to cover young plants, as a light frost is expected in the valleys.
A heat wave over {country} and {country} sent people to the beaches and kept the ice cream sellers busy.
"It has been the wettest week that I remember," said {person}, who runs a farm outside {town}.
The sea was calm enough for the ferry to sail again after a day in the harbour.""",
    "business": """{firm} said on {day} that sales rose {number} percent in the quarter, helped by its new {thing}.
Shares in the company closed {small} percent higher, while the wider market was little changed.
The group plans to open {number} shops by the end of the year and to hire {big} people.
Chief executive {person} said that the firm would keep prices where they are through the spring.
Analysts had forecast a profit of {number} million, against {number} million a year earlier.
{firm} will buy a smaller rival for {number} million in cash, and expects to close the purchase in June.
The plant near {town} makes parts that are sold in {country}, {country} and {number} other markets.
Costs for energy and wages went up, and the margin fell by half a point.
Customers in {country} ordered fewer cars, which the company put down to a late start of the season.""",
    "film": """"{title}" opens in cinemas on {day}, {small} years after the novel that it is based on.
{person} plays a teacher who comes back to {town} and finds the house where she grew up empty.
The director said that he wanted to shoot every scene by daylight, and that the crew had waited weeks for the sun.
Critics praised the music, though some felt that the last hour could have been shorter.
The festival in {country} will show {number} films from {number} countries over ten days.
{surname} won the prize for best newcomer and thanked her parents in the hall.
A second season is planned, and the streaming service will release it in the autumn.
Tickets sold out within {number} minutes, the organisers said, and another evening would be added.
The exhibition brings together {number} paintings, many of them lent by private collectors.""",
    "food": """For the {dish}, heat the oil in a heavy pan and cook the onions for {number} minutes until soft.
Add the garlic, stir well, and leave it on a low flame while you chop the herbs.
You will need a deep dish, {number} grams of butter and a little patience.
{person} learned to cook from her grandmother in {town} and still writes every recipe by hand.
The restaurant, which seats {number}, has no menu: guests eat what the market offered that morning.
Serve it warm, with bread and a spoonful of cream, and keep the rest for the next day.
The {dish} from {country} has found friends far away, and every family makes it differently.
If the dough sticks, dust the table with flour and let it rest for half an hour.""",
    "local": """The library in {town} will close for {number} weeks while the roof is repaired.
A cat that had been missing for {number} days was found asleep in a bus garage, its owner said.
Pupils from {town} planted {big} trees along the old canal on {day}.
The bakery on the corner of Mill Street has been run by the same family for {number} years.
Firefighters were called to a kitchen fire on {day} night; nobody was hurt.
{person}, {number}, said that the new bus timetable would make her way to work much longer.
The town band is looking for a drummer and meets every {day} in the school hall.
A {thing} left on a train was handed in by a passenger, who would not give a name.
Work on the bridge should be finished by the spring, the contractor said.""",
    "science": """Astronomers have found a planet about {number} light years away that circles its star in {small} days.
The team looked at {big} images taken over {number} nights and published its results on {day}.
{person}, who led the study, said that the next telescope would show the atmosphere in more detail.
Bees that slept well found flowers faster than tired ones, a study with {big} insects suggests.
The new {thing} from {firm} weighs {number} grams and runs for {number} hours on one charge.
Reviewers liked the screen, but said that the price was hard to accept.
Researchers in {country} and {country} compared the bones of {number} whales from museum collections.
An update will reach owners next week, {firm} said, and should mend the fault with the microphone.
People who walked {number} minutes a day slept better, according to a survey of {big} adults.""",
}


def everyday_articles(count: int, seed: int = 0) -> Iterator[str]:
    """That many articles, each on one topic: a headline and paragraphs of some sentences."""
    chance = random.Random(f"everyday-{seed}")
    countries = [row["name"] for row in load_table("states")]
    words = {name: " ".join(line.split()).split(";") for name, line in _WORDS.items()}
    words["country"] = countries
    for number in range(count):
        sentences = _TOPICS[chance.choice(sorted(_TOPICS))].split("\n")
        paragraphs = [" ".join(chance.sample(sentences, 2)) for _ in range(_PARAGRAPHS)]
        headline = f"{chance.choice(words['town'])} {chance.choice(words['thing'])} story {number}"
        yield "\n\n".join([headline, *(_filled(paragraph, words, chance) for paragraph in paragraphs)]) + "\n"


def _filled(template: str, words: dict[str, list[str]], chance: random.Random) -> str:
    def put(slot: re.Match[str]) -> str:
        if slot[1] in words:
            return chance.choice(words[slot[1]])
        low, high = {"small": (1, 9), "number": (11, 98), "big": (1000, 60_000)}[slot[1]]
        return str(chance.randint(low, high))

    return _SLOT.sub(put, template)
