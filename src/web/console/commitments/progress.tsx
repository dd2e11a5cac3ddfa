/** Telling how far a commitment has come: written, looked at as each will read it, and left to the clock. */
import type { Context, Hono } from 'hono';
import { type Commitment, type ProgressStatus, shownContent } from '../../../commitments/commitment.js';
import { progressMessage } from '../../../commitments/message.js';
import { limitIssues, telegramLimits, whatsappLimits } from '../../../talk/limits.js';
import { type CitizenKey, createSay, locales } from '../../../text/texts.js';
import type { ConsoleEnv } from '../context.js';
import {
  checkProgressForm,
  type ProgressForm,
  type ProgressFormProblem,
  readProgress,
  type Told,
} from './form.js';
import { type Preview, ProgressView } from './progress-view.js';
import { hrefOf, type Tools } from './tools.js';

type Chosen = ProgressForm & { readonly status: ProgressStatus };
/** As long as any code is; so many are named at most, and one more is said. */
const longestCodes = Array.from({ length: 4 }, () => 'AYNI-7K3QXX');

export function mountProgress(app: Hono<ConsoleEnv>, tools: Tools): void {
  const { deps, store, gate, show, back, say, withCommitment } = tools;
  const citizenSay = createSay<CitizenKey>('citizen');

  const messageOf = (
    commitment: Commitment,
    form: Chosen,
    { locale, first, codes }: { locale: string; first: boolean; codes: readonly string[] },
  ) =>
    progressMessage(
      { commitment, progress: form, locale, first, codes, publicUrl: deps.publicUrl() },
      citizenSay,
    );
  const fits =
    (commitment: Commitment) =>
    (form: Chosen): boolean =>
      locales.every((locale) => {
        const message = messageOf(commitment, form, { locale, first: true, codes: longestCodes });
        return [telegramLimits, whatsappLimits].every((limits) => limitIssues(message, limits).length === 0);
      });
  /** In Spanish, and in every other language something was written in. */
  const previewsOf = async (commitment: Commitment, form: Chosen): Promise<readonly Preview[]> => {
    const [sources, audience] = await Promise.all([
      store.sources(commitment.id),
      store.audience(commitment.id),
    ]);
    const codes = sources.filter(({ version }) => version > 0).map(({ code }) => code);
    const spoken = locales.filter(
      (locale) => locale === 'es' || form.text[locale] || shownContent(commitment)?.title[locale],
    );
    const kinds = [
      ...(audience.first > 0 || audience.following === 0 ? [true] : []),
      ...(audience.following > 0 ? [false] : []),
    ];
    return spoken.flatMap((locale) =>
      kinds.map((first) => ({
        locale,
        first,
        message: messageOf(commitment, form, { locale, first, codes: codes.slice(0, 1) }),
      })),
    );
  };
  const showProgress = async (
    c: Context<ConsoleEnv>,
    found: Commitment,
    form: ProgressForm,
    told: readonly Told<ProgressFormProblem>[] = [],
    previews: readonly Preview[] | null = null,
  ) =>
    show(
      c,
      { title: say('commitments.progressTitle', { code: found.code }), status: told.length > 0 ? 422 : 200 },
      <ProgressView
        tools={tools}
        found={found}
        form={form}
        told={told}
        audience={await store.audience(found.id)}
        previews={previews}
      />,
    );

  app.get(
    '/compromisos/:code/avance',
    gate('commitments.edit'),
    withCommitment((c, found) =>
      found.state === 'published'
        ? showProgress(c, found, { id: deps.newId(), status: null, text: {}, link: null, step: 'preview' })
        : c.redirect(hrefOf(found.code), 303),
    ),
  );
  app.post(
    '/compromisos/:code/avance',
    gate('commitments.edit'),
    withCommitment(async (c, found) => {
      if (found.state !== 'published') return c.redirect(hrefOf(found.code), 303);
      const form = readProgress(await tools.form(c));
      const told = checkProgressForm(form, fits(found));
      const { status } = form;
      if (told.length > 0 || status === null) return showProgress(c, found, form, told);
      if (form.step === 'preview')
        return showProgress(c, found, form, [], await previewsOf(found, { ...form, status }));
      await store.addProgress({
        id: form.id ?? deps.newId(),
        commitmentId: found.id,
        status,
        text: form.text,
        link: form.link,
        staffId: c.get('member').id,
        now: deps.now(),
      });
      return back(c, found.code, 'commitments.progressSaved', '#progress');
    }),
  );
}
