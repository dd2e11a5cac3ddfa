/** Printed by `ayni talk --repro`: a whole conversation, repeated without a channel or a database. */
import { it } from 'vitest';
import { createPhone } from '../support/phone.js';

it('repeats a conversation', () => {
  createPhone({ person: null })
    .says('hola')
    .hears(
      '¡Hola! Soy Ayni. Llevo tus ideas al Foro Multiactor de Gobierno Abierto y después te cuento qué pasó con ellas.',
    )
    .taps('Castellano')
    .hears('¡Qué bueno que estás aquí! Antes, una pregunta: ¿tienes')
    .says('sí')
    .hears('Antes de empezar, esto es importante:')
    .taps('Acepto')
    .hears('Cuéntame tu idea para mejorar tu región o el país. ¿Qué problema ves y qué se podría hacer?')
    .says('Que publiquen el gasto de las obras cada mes')
    .hears('. ¿Es así? Toca para aceptar o elige otro tema.')
    .says('y con fotos')
    .waits(3000)
    .hears('Lo junté todo en una sola idea. ¿De qué trata?')
    .sendsFile('image')
    .waits(3000)
    .hears('Lo junté todo en una sola idea. ¿De qué trata?')
    .taps('Acceso a información')
    .hears(
      '¿Para qué lugar es? Escribe tu región, provincia o distrito. También puedes elegir de una lista o mandar tu ubicación.',
    )
    .says('cuzco')
    .hears('Así queda tu propuesta:')
    .taps('Enviar y publicar')
    .hears('¡Tu propuesta llegó! 🎉')
    .says('mis propuestas')
    .hears('Tus propuestas:')
    .waits(7200000);
});
