/** Our WhatsApp templates by purpose: category, placeholders and buttons. Their words are in `locales/LANGUAGE/templates.json`. */

export const categories = ['utility', 'marketing'] as const;
/** By Meta's rules an invitation is marketing; news of what the person sent, or asked to be told of, is utility. */
export type TemplateCategory = (typeof categories)[number];

export interface Design {
  /** As kept at Meta, the same in every language. */
  readonly name: string;
  readonly category: TemplateCategory;
  /** What stands for `{{1}}`, `{{2}}` …, in this order. */
  readonly parameters: readonly string[];
  /** Quick-reply buttons: a tap opens the window. */
  readonly buttons: number;
}

const event = ['title', 'when', 'where'] as const;

export const designs: readonly Design[] = [
  { name: 'proposal_news', category: 'utility', parameters: ['code'], buttons: 1 },
  { name: 'forum_notice', category: 'marketing', parameters: ['subject'], buttons: 1 },
  { name: 'event_news', category: 'marketing', parameters: event, buttons: 3 },
  { name: 'event_change', category: 'utility', parameters: event, buttons: 3 },
  { name: 'event_cancelled', category: 'utility', parameters: event, buttons: 0 },
  { name: 'event_reminder', category: 'utility', parameters: event, buttons: 2 },
  { name: 'event_minutes', category: 'utility', parameters: ['title', 'link'], buttons: 0 },
];
