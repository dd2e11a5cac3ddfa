/** What an answer must hold before it may be drafted, and what its author reads. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AnswerFor,
  hintsOf,
  isPasted,
  lackingOwnWords,
  messageMax,
  needsCommitment,
  readAnswer,
} from '../../src/answers/form.js';
import { answerMessage, answerText } from '../../src/answers/message.js';
import { isSigned, missingSectors } from '../../src/answers/signing.js';
import { hashOf, reasonKeyOf } from '../../src/answers/words.js';
import { answerTap, readExchangeTap } from '../../src/inbox/exchange-taps.js';
import { outcomes } from '../../src/proposals/proposal.js';
import { limitIssues, telegramLimits, whatsappLimits } from '../../src/talk/limits.js';
import { locales } from '../../src/text/texts.js';
import { citizenSay, refusal, wordsOf } from '../support/answer-words.js';

const reason = 'Se incluye en el segundo año del plan.';
const about = (given: Partial<AnswerFor> = {}): AnswerFor => ({
  proposalText: 'Que la posta de mi distrito atienda también de noche y los domingos',
  code: 'AYNI-7K3Q',
  say: citizenSay,
  reasonUsed: false,
  ...given,
});
const problems = (given: Record<string, string>, whom?: AnswerFor): readonly string[] => {
  const read = readAnswer({ outcome: 'deferred', reason, ...given }, whom);
  return 'problems' in read ? read.problems : [];
};

describe('the form of an answer', () => {
  it('reads reason and line in each language; the first is Spanish', () => {
    const read = readAnswer({
      outcome: 'not-adopted',
      reason: `  ${reason} `,
      'reason-qu': 'Manaraqmi atikunchu kay watapi ruwayta.',
      'personal-es': 'Gracias, Rosa.',
      'personal-ay': ' ',
      commitmentId: 'c1',
    });
    expect(read).toEqual({
      words: {
        outcome: 'not-adopted',
        reason: { es: reason, qu: 'Manaraqmi atikunchu kay watapi ruwayta.' },
        personal: { es: 'Gracias, Rosa.' },
        commitment: null,
        commitmentId: 'c1',
      },
    });
  });

  it('names all that is missing at once, whatever it is given', () => {
    expect(problems({ outcome: 'nonsense', reason: '', commitment: 'x'.repeat(200) })).toEqual([
      'outcome',
      'reason-missing',
      'commitment-long',
    ]);
    expect(problems({ reason: 'muy corta', personal: 'x'.repeat(241) })).toEqual([
      'reason-short',
      'personal-long',
    ]);
    expect(problems({ 'reason-en': 'a'.repeat(601) })).toEqual(['reason-long']);
    expect(readAnswer(null)).toHaveProperty('problems');
    fc.assert(
      fc.property(fc.anything(), (given) => 'problems' in readAnswer(given)),
      { numRuns: 50 },
    );
  });

  it.each(outcomes)('demands where it went of "%s" only if it went somewhere', (outcome) => {
    expect(problems({ outcome }).includes('commitment')).toBe(needsCommitment(outcome));
    expect(problems({ outcome, commitmentId: 'c1' })).toEqual([]);
  });

  it('counts letters as people do', () => {
    expect(problems({ reason: '👩🏽'.repeat(10) })).toEqual([]);
    expect(problems({ reason: `${' '.repeat(30)}corta` })).toEqual(['reason-short']);
  });

  it('takes no reason for "not adopted" that is the author’s own text, or another one’s answer', () => {
    const own = { outcome: 'not-adopted' };
    const pasted = 'QUE LA POSTA de mi distrito atienda también de noche, y los domingos.';
    expect(problems({ ...own, reason: pasted }, about())).toEqual(['reason-pasted']);
    expect(problems({ ...own, reason: `Propuesta: ${pasted}` }, about())).toEqual(['reason-pasted']);
    expect(problems(own, about({ reasonUsed: true }))).toEqual(['reason-copied']);
    expect(
      problems({ ...own, personal: 'Lo tuyo depende de tu región.' }, about({ reasonUsed: true })),
    ).toEqual([]);
    expect(problems(own, about())).toEqual([]);
    expect(problems({ outcome: 'out-of-scope' }, about({ reasonUsed: true }))).toEqual([]);
    // A voice note has no text to be given back.
    expect(isPasted(reason, '')).toBe(false);
  });

  it('must fit into one WhatsApp message with its taps, in each language', () => {
    const long = { reason: 'a'.repeat(600), personal: 'b'.repeat(240), commitment: 'c'.repeat(120) };
    expect(problems(long, about())).toEqual(['message-long']);
    expect(problems({ ...long, commitment: '', personal: '' }, about())).toEqual([]);
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 20, maxLength: 640 }),
        fc.string({ maxLength: 260 }),
        fc.string({ maxLength: 130 }),
        fc.constantFrom(...outcomes),
        (why, line, where, outcome) => {
          const read = readAnswer({ outcome, reason: why, personal: line, commitment: where }, about());
          if ('problems' in read) return;
          for (const locale of locales) {
            const message = answerMessage('0'.repeat(26), read.words, 'AYNI-7K3Q', locale, citizenSay);
            for (const limits of [telegramLimits, whatsappLimits])
              expect(limitIssues(message, limits).filter((issue) => !issue.includes('placeholder'))).toEqual(
                [],
              );
          }
        },
      ),
    );
    expect(messageMax).toBe(1024);
  });

  it('hints at a language that was not written; Spanish stands in', () => {
    expect(hintsOf(wordsOf(), 'qu')).toEqual(['language']);
    expect(hintsOf(wordsOf(), 'es')).toEqual([]);
    const words = wordsOf({ reason: { es: reason, en: 'It goes into the second year of the plan.' } });
    expect(answerText(words, 'AYNI-7K3Q', 'en', citizenSay)).toContain('second year');
    expect(answerText(words, 'AYNI-7K3Q', 'ay', citizenSay)).toContain(reason);
  });

  it('wants a line for each author of many who hear "not adopted"', () => {
    const proposals = [
      { proposalId: 'a', code: 'AYNI-AAAA' },
      { proposalId: 'b', code: 'AYNI-BBBB' },
      { proposalId: 'c', code: 'AYNI-CCCC' },
    ];
    const personal = { a: { es: 'Gracias.' }, b: { es: ' ' } };
    expect(lackingOwnWords('not-adopted', proposals, personal)).toEqual(['AYNI-BBBB', 'AYNI-CCCC']);
    expect(lackingOwnWords('adopted', proposals, personal)).toEqual([]);
  });
});

describe('the taps under an answer', () => {
  it('come back as they left, fit everywhere, and are not believed when forged', () => {
    const id = '01K9ZZZZZZZZZZZZZZZZZZZZZZ';
    expect(readExchangeTap(answerTap(id, 'disagreed'))).toEqual({
      tap: 'answer',
      answerId: id,
      reply: 'disagreed',
    });
    expect(Buffer.byteLength(answerTap(id, 'disagreed'))).toBeLessThanOrEqual(64);
    for (const forged of [
      'go:answer::agreed',
      `go:answer:${id}:maybe`,
      `go:answer:${id}`,
      'go:answer:a b:agreed',
    ])
      expect(readExchangeTap(forged)).toBeUndefined();
  });
});

const words = fc.record({
  outcome: fc.constantFrom(...outcomes),
  reason: fc.record({ es: fc.string({ maxLength: 8 }) }),
  personal: fc.dictionary(fc.constantFrom('es', 'qu'), fc.string({ maxLength: 4 })),
  commitment: fc.option(fc.string({ maxLength: 4 })),
  commitmentId: fc.option(fc.constantFrom('c1', 'c2')),
});

describe('a signature', () => {
  it('is on everything its author reads: the same hash only for the same words', () => {
    fc.assert(
      fc.property(words, words, (one, other) => {
        const same =
          JSON.stringify([one, hashOf('A', one)]) === JSON.stringify([one, hashOf('A', { ...one })]);
        expect(same).toBe(true);
        expect(hashOf('A', one)).not.toBe(hashOf('B', one));
        const reads = (given: typeof one) => answerText(given, 'A', 'qu', citizenSay);
        if (reads(one) !== reads(other)) expect(hashOf('A', one)).not.toBe(hashOf('A', other));
      }),
    );
  });

  it('of two sectors is by two people, in any order', () => {
    const signature = fc.record({
      staffId: fc.constantFrom('a', 'b', 'c'),
      sector: fc.constantFrom('government', 'civil-society', 'other'),
    });
    fc.assert(
      fc.property(fc.array(signature, { maxLength: 5 }), (all) => {
        const of = (sector: string) => all.filter((one) => one.sector === sector).map((one) => one.staffId);
        const pairs = of('government').flatMap((g) => of('civil-society').map((c) => g !== c));
        expect(isSigned(all, 'two-sectors')).toBe(pairs.includes(true));
        expect(isSigned(all, 'none')).toBe(true);
        if (isSigned(all, 'two-sectors')) expect(missingSectors(all, 'two-sectors')).toEqual([]);
      }),
    );
    expect(missingSectors([{ staffId: 'a', sector: 'government' }], 'two-sectors')).toEqual([
      'civil-society',
    ]);
  });
});

describe('the key of a reason', () => {
  it('is kept only of a "not adopted" that says nothing to its author alone', () => {
    expect(reasonKeyOf(refusal())).toBe(
      reasonKeyOf(refusal({ reason: { es: '¡LA LEY, no deja: que el plan decida sobre eso!' } })),
    );
    expect(reasonKeyOf(refusal({ personal: { es: 'Gracias, Rosa.' } }))).toBeNull();
    expect(reasonKeyOf(wordsOf())).toBeNull();
  });
});
