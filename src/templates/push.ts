/** What has to happen at Meta so that it holds our templates as they are here. Pure; nothing is ever deleted. */
import type { LocalTemplate } from './wording.js';

/** A template as the platform lists it, as far as it is compared. */
export interface RemoteTemplate {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly status: string;
  readonly category: string;
  readonly components: readonly {
    readonly type: string;
    readonly text?: string | undefined;
    readonly buttons?: readonly { readonly type: string; readonly text?: string | undefined }[] | undefined;
  }[];
}

export type Step =
  | { readonly step: 'create' }
  /** `category` is sent only where Meta lets it be changed. */
  | { readonly step: 'edit'; readonly id: string; readonly withCategory: boolean }
  | { readonly step: 'same' }
  /** Nothing can be done now; why, and what to do. */
  | { readonly step: 'wait'; readonly why: string };

/** As Graph names the parts of a template. */
export function componentsOf({ body, footer, buttons, samples }: LocalTemplate): object[] {
  return [
    {
      type: 'BODY',
      text: body,
      ...(samples.length > 0 ? { example: { body_text: [[...samples]] } } : {}),
    },
    ...(footer === '' ? [] : [{ type: 'FOOTER', text: footer }]),
    ...(buttons.length === 0
      ? []
      : [{ type: 'BUTTONS', buttons: buttons.map((text) => ({ type: 'QUICK_REPLY', text })) }]),
  ];
}

/** Samples are not compared: Meta keeps them for its reviewers. */
function isSame(local: LocalTemplate, remote: RemoteTemplate): boolean {
  const part = (type: string) => remote.components.find((one) => one.type.toUpperCase() === type);
  const labels = (part('BUTTONS')?.buttons ?? []).map(({ text }) => text);
  return (
    part('BODY')?.text === local.body &&
    (part('FOOTER')?.text ?? '') === local.footer &&
    labels.length === local.buttons.length &&
    local.buttons.every((label, index) => label === labels[index])
  );
}

/** What to do about a template that may not be edited in its status. */
const waits: Readonly<Record<string, string>> = {
  PENDING: 'Meta is reviewing it; push again when that is done (up to 24 hours)',
  IN_APPEAL: 'Meta is looking at our appeal; push again when that is done',
  ARCHIVED: 'archived after a year without use: unarchive it in WhatsApp Manager within 28 days',
  PENDING_DELETION: 'it is being deleted; its name is blocked for 30 days',
  DELETED: 'it was deleted; its name is blocked for 30 days',
  DISABLED:
    'Meta disabled it for bad feedback: appeal in WhatsApp Manager, or give the template another name',
};
const editable = ['APPROVED', 'REJECTED', 'PAUSED'];

export function planPush(local: LocalTemplate, remote: RemoteTemplate | undefined): Step {
  if (!remote) return { step: 'create' };
  const status = remote.status.toUpperCase();
  const isAsked = remote.category.toLowerCase() === local.category;
  const mayChangeCategory = status === 'REJECTED' || status === 'PAUSED';
  const why = waits[status];
  if (isSame(local, remote) && (isAsked || !mayChangeCategory)) {
    // Waiting for a review of just these words is as it should be.
    return why === undefined || status === 'PENDING' || status === 'IN_APPEAL'
      ? { step: 'same' }
      : { step: 'wait', why };
  }
  if (!editable.includes(status)) return { step: 'wait', why: why ?? `it cannot be edited while ${status}` };
  return { step: 'edit', id: remote.id, withCategory: mayChangeCategory };
}

/** Meta files templates as it sees fit; an approved one keeps its category. Null where it is as asked. */
export function categoryNote(local: LocalTemplate, category: string): string | null {
  const filed = category.toLowerCase();
  return filed === '' || filed === local.category
    ? null
    : `filed as ${category.toUpperCase()}, we asked for ${local.category}: it costs and counts as that`;
}
