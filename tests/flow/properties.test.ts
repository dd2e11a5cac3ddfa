/** Whatever anybody sends at any step: never a throw, always an answer that fits every channel, never a lost word. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flows } from '../../flows/index.js';
import { bare, isSmallTalk, matchOption } from '../../src/flow/words.js';
import { readCommand } from '../../src/inbox/reserved.js';
import { type Content, mediaKinds } from '../../src/talk/message.js';
import { fold } from '../../src/text/fold.js';
import { at, createPhone, draft, idea, somebody } from '../support/phone.js';

const nasty = fc.constantFrom(
  '\0',
  '\0'.repeat(40),
  'שלום עולם, רעיון לשיפור העיר שלי',
  '\u202Ehola\u202C',
  '👩‍👩‍👧‍👦'.repeat(30),
  'a'.repeat(5_000),
  'ñ'.repeat(3_000),
  '{{code}} $t(common.yes) %s ${x}',
  '<script>alert(1)</script>',
  '\uD800 solo',
  '2️⃣',
  '‎',
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.string({ unit: 'grapheme-ascii', minLength: 4_900, maxLength: 5_000 }),
  nasty,
  fc.constantFrom(
    'sí',
    'no',
    '1',
    'cuzco',
    'santa rosa',
    'ayuda',
    'estado',
    'idioma',
    'menú',
    'mis datos',
    idea,
  ),
);
const content: fc.Arbitrary<Content> = fc.oneof(
  { weight: 4, arbitrary: text.map((words) => ({ kind: 'text' as const, text: words })) },
  text.map((data) => ({ kind: 'tap' as const, data })),
  fc.record({
    kind: fc.constant('media' as const),
    media: fc.record({ kind: fc.constantFrom(...mediaKinds), ref: fc.string() }),
    caption: text,
  }),
  fc.record({ kind: fc.constant('location' as const), latitude: fc.double(), longitude: fc.double() }),
  text.map((payload) => ({ kind: 'start' as const, payload })),
  text.map((words) => ({ kind: 'edited' as const, text: words })),
  fc.string().map((type) => ({ kind: 'unsupported' as const, type })),
);
const steps = flows.flatMap((flow) => Object.keys(flow.steps).map((step) => [flow.id, step] as const));
/** What gets no answer on purpose. */
const isSilent = (sent: Content) =>
  sent.kind === 'edited' || (sent.kind === 'unsupported' && sent.type === 'reaction');

describe('any message', () => {
  it('at any step is answered within the limits of both channels', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...steps),
        fc.array(content, { minLength: 1, maxLength: 4 }),
        ([flow, step], sent) => {
          const answers = {
            ...draft,
            area: 'environment',
            place: '150132',
            candidates: ['150139', '210504'],
            zone: 'south',
          };
          const rosa = at(flow, step, answers, { person: { ...somebody, place: '150132' } });
          for (const one of sent) {
            const before = rosa.heard.length;
            rosa.sends(one).waits(3_000);
            if (!isSilent(one)) expect(rosa.heard.length).toBeGreaterThan(before);
          }
        },
      ),
      { numRuns: 250 },
    );
  });

  it('from a stranger is answered, and none of it is kept', () => {
    const telling = 'palabras que nadie debe guardar';
    fc.assert(
      fc.property(fc.array(content, { minLength: 1, maxLength: 4 }), (sent) => {
        const luis = createPhone({ person: null });
        for (const one of sent) luis.sends(one).says(telling).sendsFile('image', telling);
        expect(luis.heard.length).toBeGreaterThan(0);
        expect(JSON.stringify([luis.conversation, luis.effects])).not.toContain('nadie debe');
      }),
      { numRuns: 60 },
    );
  });
});

describe('an idea', () => {
  it('is submitted word for word, whatever interrupts on the way', () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 15, maxLength: 1_500 })
      .map((some) => some.replaceAll('\0', '').trim())
      .filter(
        (some) =>
          [...some].length >= 15 && [...some].length <= 3_000 && !isSmallTalk(some) && !readCommand(some),
      );
    const interruptions = fc.array(
      fc.constantFrom(
        'ayuda',
        'ajustes',
        'mis datos',
        'estado',
        'AYNI-ZZZZ',
        'menú',
        'idioma',
        'mis propuestas',
        '¿?',
      ),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(words, interruptions, (some, between) => {
        const rosa = createPhone().says(some).waits(60_000);
        for (const word of between) rosa.says(word);
        rosa
          .says('proponer')
          .lands('area', 'proposal')
          .says('otro tema')
          .says('cuzco')
          .says('enviar sin publicar');
        expect(rosa.submitted).toMatchObject([{ text: some, place: '080000', chosen: ['other'] }]);
      }),
      { numRuns: 100 },
    );
  });

  it('in parts is kept whole and in order', () => {
    const part = fc.constantFrom(
      'que haya luz',
      'en la plaza',
      'y en el colegio también',
      'porque de noche da miedo',
      'gracias',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const rosa = createPhone().says(idea);
        for (const more of parts) rosa.waits(1_000).says(more);
        expect(rosa.waits(3_000).answers.idea).toBe([idea, ...parts].join('\n'));
        expect(rosa.heard).toHaveLength(2);
      }),
      { numRuns: 30 },
    );
  });
});

describe('words', () => {
  it('folding and matching never throw, and a match is one of the options', () => {
    const options = [
      { value: 'yes', label: 'Sí' },
      { value: 'b', label: 'Medio ambiente' },
    ];
    fc.assert(
      fc.property(text, (typed) => {
        expect(fold(fold(typed))).toBe(fold(typed));
        expect(bare(typed).length).toBeLessThanOrEqual(fold(typed).length);
        expect(['yes', 'b', undefined]).toContain(matchOption(typed, options));
        isSmallTalk(typed);
        readCommand(typed);
      }),
    );
  });
});
