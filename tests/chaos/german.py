"""Words for stories in German, as `tests.chaos.prose` has them in English."""

from tests.chaos.prose import Words

GERMAN = Words(
    towns=("Harlau", "Nieder-Ellern", "Wexburg", "Sankt Orrin", "Untertarn", "Graumünster", "Falkenspitze"),
    people=("Ida Marsch", "Thomas Weld", "Ruth Okafor", "Jonas Pell", "Mei Tanaka", "Klara Voss", "Nils Berg"),
    offices=("der Hafenmeister", "die Bürgermeisterin", "der Schulleiter", "die Ingenieurin", "der Pfarrer"),
    bodies=("der Stadtrat", "das Wasserwerk", "die Fährgesellschaft", "das Landgericht", "die Hafenbehörde"),
    things=("die neue Brücke", "der Fischmarkt", "die alte Brauerei", "die Straßenbahn", "die Stadtbücherei"),
    doings=(
        "wurde wieder eröffnet",
        "wurde wegen Bauarbeiten gesperrt",
        "hat den Besitzer gewechselt",
        "steht zum Verkauf",
        "hat viele Besucher angezogen",
    ),
    whens=("am Montag", "am späten Dienstag", "vor Sonnenaufgang", "am Donnerstag", "am Wochenende", "heute früh"),
    reasons=(
        "nach drei Tagen Sturm",
        "weil sich die Kosten innerhalb eines Jahres verdoppelt hatten",
        "obwohl die Prüfer die Papiere noch nicht unterschrieben hatten",
        "während draußen Hunderte im Regen warteten",
        "als die letzten Vorräte des Winters verbraucht waren",
    ),
    sentences=(
        "{Thing} {doing}, und zwar {when}, {reason}.",
        "{Office} sagte, {body} werde die Arbeiten bezahlen, die {n} Wochen dauern sollen.",
        "„Hier hat niemand mit einem solchen Ende gerechnet“, sagte {person}, seit {n} Jahren ein Nachbar.",
        "Nach Zahlen, die {when} bekannt wurden, belief sich die Rechnung auf {m} Kronen.",
        "{Body} wollte sich nicht äußern, aber {office} nannte die Entscheidung einen Fehler.",
        "Rund {m} Menschen kommen jeden Monat, und die meisten haben keinen anderen Weg in die Innenstadt.",
        "{person} hatte vor {n} Monaten in einem Brief genau davor gewarnt.",
        "Die Arbeiten begannen {when} und gingen die ganze Nacht weiter, {reason}.",
        "Eine Sprecherin teilte mit, dass die Pläne {when} öffentlich gezeigt werden sollen.",
        "„Wir werden jede Krone zweimal umdrehen“, versprach {office}, „und dann noch einmal.“",
        "Die Nachbarn brachten Suppe und Decken, und {person} schloss die Turnhalle auf, {reason}.",
    ),
    headlines=(
        "{Thing} {doing}, {reason}",
        "{Body} muss sich erklären: {thing} {doing}",
        "{m} Kronen sind ausgegeben, und {person} zweifelt immer noch",
    ),
    byline="Von {person}",
    numbered="Dies ist die Geschichte Nummer {number} des Tages. ",
)
