/** Message templates of the business account: list, create, edit, delete. */
import { z } from 'zod';
import type { GraphHttp } from './http.js';

export interface Template {
  readonly id: string;
  readonly name: string;
  /** Meta's code with underscore: `es_PE`. */
  readonly language: string;
  /** As Meta writes it: `APPROVED`, `PENDING`, `PAUSED` … */
  readonly status: string;
  readonly category: string;
  readonly components: readonly TemplateComponent[];
  readonly rejectedReason?: string;
  /** `GREEN`, `YELLOW`, `RED` or `UNKNOWN`. */
  readonly quality?: string;
}

export interface TemplateComponent {
  readonly type: string;
  readonly text?: string | undefined;
  readonly buttons?: readonly { readonly type: string; readonly text?: string | undefined }[] | undefined;
}

export interface NewTemplate {
  readonly name: string;
  readonly language: string;
  readonly category: 'utility' | 'marketing' | 'authentication';
  readonly parameterFormat?: 'named' | 'positional';
  /** As Graph names their fields. */
  readonly components: readonly object[];
}

const words = z.string().optional().catch(undefined);
const component = z.looseObject({
  type: z.string(),
  text: words,
  buttons: z
    .array(z.looseObject({ type: z.string(), text: words }))
    .optional()
    .catch(undefined),
});
const row = z.object({
  id: z.coerce.string(),
  name: z.string(),
  language: z.string(),
  status: z.string(),
  category: z.string().catch(''),
  components: z.array(component).catch([]),
  rejected_reason: z.string().optional().catch(undefined),
  quality_score: z.object({ score: z.string() }).optional().catch(undefined),
});
const page = z.object({
  data: z.array(row),
  paging: z
    .object({
      cursors: z.object({ after: z.string() }).optional().catch(undefined),
      next: z.string().optional(),
    })
    .optional(),
});
const created = z.object({ id: z.coerce.string(), status: z.string(), category: z.string().catch('') });
const success = z.object({ success: z.boolean() });

/** Webhooks write `en-US` where everything else has `en_US`. */
export const normalizeLanguage = (language: string): string => language.replace('-', '_');

function readTemplate(found: z.infer<typeof row>): Template {
  const { id, name, status, category, components, rejected_reason: why, quality_score: quality } = found;
  return {
    id,
    name,
    language: normalizeLanguage(found.language),
    status,
    category,
    components,
    ...(why === undefined || why === 'NONE' ? {} : { rejectedReason: why }),
    ...(quality === undefined ? {} : { quality: quality.score }),
  };
}

/** Every method throws GraphError, GraphAnswerError or GraphLineError. */
export class Templates {
  readonly #http: GraphHttp;
  readonly #account: string | null;

  constructor(http: GraphHttp, businessAccountId: string | null) {
    this.#http = http;
    this.#account = businessAccountId;
  }

  /** All of them, page after page. An account has at most 6,000. */
  async list(): Promise<Template[]> {
    const all: Template[] = [];
    const fields = 'name,status,category,language,components,rejected_reason,quality_score';
    let after: string | undefined;
    do {
      const params: Record<string, string> = {
        fields,
        limit: '250',
        ...(after === undefined ? {} : { after }),
      };
      const answer: z.infer<typeof page> = await this.#http.call(page, {
        method: 'get',
        path: this.#path(),
        params,
      });
      all.push(...answer.data.map(readTemplate));
      // `cursors.after` stands on the last page too; only `next` tells that there is more.
      after = answer.paging?.next === undefined ? undefined : answer.paging.cursors?.after;
    } while (after !== undefined);
    return all;
  }

  async create(template: NewTemplate): Promise<{ id: string; status: string; category: string }> {
    const { name, language, category, components, parameterFormat = 'positional' } = template;
    const data = { name, language, category, parameter_format: parameterFormat, components };
    return this.#http.call(created, { method: 'post', path: this.#path(), data });
  }

  /**
   * Only while APPROVED (once in 24 hours, 10 times in 30 days, and not its category), REJECTED or PAUSED.
   * It is reviewed again.
   */
  async edit(id: string, changes: Partial<Pick<NewTemplate, 'category' | 'components'>>): Promise<void> {
    await this.#http.call(success, { method: 'post', path: `/${id}`, data: changes });
  }

  /** Deletes the template of this name in every language; an approved name stays blocked for 30 days. */
  async delete(name: string): Promise<void> {
    await this.#http.call(success, { method: 'delete', path: this.#path(), params: { name } });
  }

  #path(): string {
    if (this.#account === null)
      throw new Error('businessAccountId is missing; templates belong to the business account');
    return `/${this.#account}/message_templates`;
  }
}
