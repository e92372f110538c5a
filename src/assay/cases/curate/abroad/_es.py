"""Facts put into Spanish words. {subject} has its article where it needs one, {de} and {a} are its contractions."""

from __future__ import annotations

__all__ = ["ASK", "FRAMES", "HOW", "LETTERS", "STATE"]

ASK: dict[str, tuple[str, ...]] = {
    "capital": (
        "¿Cuál es la capital {de}?",
        "¿Qué ciudad es la capital {de}?",
        "Di cómo se llama la capital {de}.",
    ),
    "part of the world": (
        "¿En qué continente {está} {subject}: África, América, Asia, Europa u Oceanía?",
        "De África, América, Asia, Europa y Oceanía, ¿dónde {está} {subject}?",
    ),
    "language": (
        "¿Cuál es el idioma principal del gobierno {de}?",
        "¿En qué idioma trabaja sobre todo el gobierno {de}?",
    ),
    "calling code": (
        "¿Cuál es el prefijo telefónico internacional {de}?",
        "¿Qué prefijo internacional hay que marcar para llamar {a} desde el extranjero?",
    ),
    "neighbour": (
        "¿Qué país tiene frontera terrestre con {subject}?",
        "Di un país que tenga frontera terrestre con {subject}.",
    ),
    "atomic number": (
        "¿Cuál es el número atómico {de}?",
        "¿Cuántos protones tiene un átomo de {name}?",
    ),
    "element by number": (
        "¿Qué elemento químico tiene el número atómico {name}?",
        "¿Cómo se llama el elemento número {name} de la tabla periódica?",
    ),
    "next element": (
        "¿Qué elemento químico va justo después {de} en la tabla periódica?",
        "¿Qué elemento tiene un número atómico que supera en uno al {de}?",
    ),
    "weekday": (
        "¿En qué día de la semana cae el {name}?",
        "¿Qué día de la semana es el {name}?",
    ),
    "days between": (
        "¿Cuántos días van {name}?",
        "¿Cuántos días hay {name}?",
    ),
    "date after": (
        "¿Qué fecha es {name}?",
        "¿Qué día y mes es {name}?",
    ),
    "length of February": (
        "¿Cuántos días tiene febrero en el año {name} del calendario gregoriano?",
        "En el calendario gregoriano, ¿cuántos días dura febrero de {name}?",
    ),
}

HOW: dict[str, str] = {
    "capital": "el nombre de la ciudad",
    "part of the world": "uno de los cinco nombres",
    "language": "el nombre del idioma",
    "calling code": "el prefijo",
    "neighbour": "el nombre de un país",
    "atomic number": "el número",
    "element by number": "el nombre del elemento",
    "next element": "el nombre del elemento",
    "weekday": "el día de la semana",
    "days between": "el número",
    "date after": "el día y el mes",
    "length of February": "el número",
}

STATE: dict[str, tuple[str, str]] = {
    "capital": ("{answer} es la capital {de}", "la capital {de}"),
    "part of the world": ("el continente {de} es {answer}", "el continente {de}"),
    "language": ("el {answer} es el idioma principal del gobierno {de}", "el idioma principal del gobierno {de}"),
    "calling code": (
        "el prefijo telefónico internacional {de} es {answer}",
        "el prefijo telefónico internacional {de}",
    ),
    "atomic number": ("el número atómico {de} es {answer}", "el número atómico {de}"),
    "element by number": ("el elemento número {name} es {the_answer}", "el nombre del elemento número {name}"),
    "next element": (
        "{the_answer} va justo después {de} en la tabla periódica",
        "el nombre del elemento que va justo después {de}",
    ),
    "weekday": ("el {name} cae en {answer}", "el día de la semana del {name}"),
    "days between": ("{name} hay {answer} días", "el número de días que hay {name}"),
    "length of February": ("febrero de {name} tiene {answer} días", "el número de días de febrero de {name}"),
}

FRAMES: tuple[str, ...] = (
    "Noche de preguntas, ronda {small}, pregunta {middle}. ",
    "Ejercicio {number}. ",
    "Tarjeta {number}: ",
    "Formulario {number}, campo {small}. ",
    "{who} pregunta (turno {number}): ",
    "Deberes de {who}, tarea {middle}. ",
    "Hoja {middle}, línea {small}. ",
    "Mensaje {number} de {who}: ",
)

LETTERS: tuple[str, ...] = (
    "Mensaje {number} de {who}: ",
    "{who} escribe (turno {number}): ",
    "Consulta {number}, de {who}: ",
)
"""Settings for what a user says of themselves."""
