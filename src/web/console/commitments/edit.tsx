/** Writing a commitment: a new one, out of proposals or not, its draft, and what is known of it. */
import type { Context, Hono } from 'hono';
import type { Commitment } from '../../../commitments/commitment.js';
import { idField } from '../../id-field.js';
import type { ConsoleEnv } from '../context.js';
import { type CommitmentForm, checkCommitment, emptyForm, readCodes, readCommitment } from './form.js';
import { FormView } from './form-view.js';
import { hrefOf, type Tools } from './tools.js';

const jointId = idField.catch('');

export function mountEdit(app: Hono<ConsoleEnv>, tools: Tools): void {
  const { parts, deps, store, say, show, gate, back, withCommitment } = tools;

  interface ShownForm {
    readonly form: CommitmentForm;
    readonly sent?: boolean;
    readonly found?: Commitment;
    /** Somebody else was quicker. */
    readonly stale?: boolean;
  }
  const showForm = async (
    c: Context<ConsoleEnv>,
    { form, sent = false, found, stale = false }: ShownForm,
  ) => {
    const cycleId = c.get('cycle').id;
    const codes = found ? (await store.sources(found.id)).map(({ code }) => code) : form.codes;
    return show(
      c,
      {
        title: found ? say('commitments.editTitle', { code: found.code }) : say('commitments.new'),
        status: stale ? 409 : sent ? 422 : 200,
        ...(stale ? { wrong: say('commitments.stale') } : {}),
      },
      <FormView
        parts={parts}
        form={form}
        sent={sent}
        sources={await store.proposalsByCode(cycleId, codes)}
        areas={tools.areasOf(c)}
        institutions={await deps.store.actors.institutions()}
        edits={found ? { code: found.code, href: hrefOf(found.code) } : null}
      />,
    );
  };
  /** Only what is in the lists of the form. */
  const factsOf = async (c: Context<ConsoleEnv>, form: CommitmentForm) => {
    const institutions = await deps.store.actors.institutions();
    return {
      areas: tools
        .areasOf(c)
        .map(({ id }) => id)
        .filter((id) => form.areas.includes(id)),
      institutionId: institutions.find(({ id }) => id === form.institutionId)?.id ?? null,
    };
  };
  const by = (c: Context<ConsoleEnv>) => ({ staffId: c.get('member').id, now: deps.now() });

  app.get('/compromisos/nuevo', gate('commitments.edit'), async (c) => {
    const cycleId = c.get('cycle').id;
    const joint = jointId.parse(c.req.query('idea'));
    const words = joint === '' ? null : await store.jointWords(cycleId, joint);
    const members = words ? await store.proposalsOfJoint(cycleId, joint) : [];
    const codes = [
      ...members.map(({ code }) => code),
      // A list of boxes sends one each, a link sends all in one.
      ...readCodes((c.req.queries('propuestas') ?? []).join(',')),
    ];
    const given = words ? { title: { es: words.title }, text: { es: words.text } } : {};
    return showForm(c, { form: emptyForm({ ...given, codes, id: deps.newId() }) });
  });

  app.post('/compromisos', gate('commitments.edit'), async (c) => {
    const form = readCommitment(await tools.form(c));
    if (checkCommitment(form).length > 0) return showForm(c, { form, sent: true });
    const cycleId = c.get('cycle').id;
    const id = await store.create({
      ...by(c),
      ...(await factsOf(c, form)),
      id: form.id ?? deps.newId(),
      cycleId,
      draft: { title: form.title, text: form.text },
      proposals: await store.proposalsByCode(cycleId, form.codes),
    });
    const made = await store.find(id);
    return made ? back(c, made.code, 'commitments.made') : c.redirect('/panel/compromisos', 303);
  });

  app.get(
    '/compromisos/:code/editar',
    gate('commitments.edit'),
    withCommitment((c, found) => {
      if (found.state === 'withdrawn') return c.redirect(hrefOf(found.code), 303);
      const content = found.draft ?? found.content;
      return showForm(c, { form: emptyForm({ ...content, revision: found.revision }), found });
    }),
  );

  app.post(
    '/compromisos/:code/borrador',
    gate('commitments.edit'),
    withCommitment(async (c, found) => {
      const form = readCommitment(await tools.form(c));
      if (checkCommitment(form).length > 0) return showForm(c, { form, sent: true, found });
      const draft = { title: form.title, text: form.text };
      const ended =
        found.state === 'withdrawn'
          ? 'stale'
          : await store.saveDraft(found.id, { ...by(c), revision: form.revision, draft });
      if (ended === 'saved') return back(c, found.code, 'commitments.saved');
      // What the other wrote is one press away; what was typed here can be saved over it.
      const newest = (await store.find(found.id)) ?? found;
      return showForm(c, { form: { ...form, revision: newest.revision }, found: newest, stale: true });
    }),
  );

  app.post(
    '/compromisos/:code/descartar',
    gate('commitments.edit'),
    withCommitment(async (c, found) => {
      const { revision } = readCommitment(await tools.form(c));
      if (found.version > 0) {
        const ended = await store.saveDraft(found.id, { ...by(c), revision, draft: null });
        return ended === 'saved' ? back(c, found.code, 'commitments.dropped') : staleAt(c, found);
      }
      const ended = await store.discard(found.id, { ...by(c), revision });
      return ended === 'saved'
        ? c.redirect('/panel/compromisos?listo=commitments.discarded', 303)
        : staleAt(c, found);
    }),
  );

  app.post(
    '/compromisos/:code/datos',
    gate('commitments.edit'),
    withCommitment(async (c, found) => {
      const form = readCommitment(await tools.form(c));
      const ended = await store.setFacts(found.id, {
        ...by(c),
        ...(await factsOf(c, form)),
        revision: form.revision,
      });
      return ended === 'saved' ? back(c, found.code, 'commitments.factsSaved') : staleAt(c, found);
    }),
  );

  const staleAt = (c: Context<ConsoleEnv>, { code }: Commitment) =>
    show(
      c,
      { title: code, wrong: say('commitments.stale'), status: 409 },
      <p>
        <a class="button" href={hrefOf(code)}>
          {say('commitments.backTo', { code })}
        </a>
      </p>,
    );
}
