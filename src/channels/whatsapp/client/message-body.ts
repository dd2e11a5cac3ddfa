/** The bodies `POST /{phone-number-id}/messages` takes, as Graph names their fields. */

/** A phone with "+" and country code, or a business-scoped user id for people who hide theirs. */
export type Recipient = { readonly to: string } | { readonly recipient: string };

export interface ReplyButton {
  /** At most 256 characters. */
  readonly id: string;
  /** At most 20 characters, unique in the message. */
  readonly title: string;
}

export interface ListRow {
  /** At most 200 characters. */
  readonly id: string;
  /** At most 24 characters. */
  readonly title: string;
  /** At most 72 characters. */
  readonly description?: string;
}

export interface ListSection {
  /** Needed only with more than one section; at most 24 characters. */
  readonly title?: string;
  readonly rows: readonly ListRow[];
}

/** An uploaded file by its id (preferred), or a public link. */
export type MediaSource = { readonly id: string } | { readonly link: string };

export interface TemplateParameter {
  readonly type: 'text' | 'payload' | 'image' | 'document' | 'video';
  readonly text?: string;
  /** Only for templates with named parameters. */
  readonly parameter_name?: string;
  readonly payload?: string;
  readonly image?: MediaSource;
  readonly document?: MediaSource & { readonly filename?: string };
  readonly video?: MediaSource;
}

export interface TemplateComponent {
  readonly type: 'header' | 'body' | 'button';
  readonly sub_type?: 'quick_reply' | 'url';
  readonly index?: string;
  readonly parameters: readonly TemplateParameter[];
}

export interface TemplateMessage {
  readonly name: string;
  readonly language: { readonly code: string };
  readonly components?: readonly TemplateComponent[];
}

export type Interactive =
  | {
      readonly type: 'button';
      readonly body: { readonly text: string };
      readonly action: {
        readonly buttons: readonly { readonly type: 'reply'; readonly reply: ReplyButton }[];
      };
    }
  | {
      readonly type: 'list';
      readonly body: { readonly text: string };
      readonly action: { readonly button: string; readonly sections: readonly ListSection[] };
    }
  | {
      readonly type: 'location_request_message';
      readonly body: { readonly text: string };
      readonly action: { readonly name: 'send_location' };
    };

export type MessageBody =
  | { readonly type: 'text'; readonly text: { readonly body: string; readonly preview_url?: boolean } }
  | { readonly type: 'interactive'; readonly interactive: Interactive }
  | { readonly type: 'template'; readonly template: TemplateMessage }
  | { readonly type: 'image'; readonly image: MediaSource & { readonly caption?: string } }
  | { readonly type: 'audio'; readonly audio: MediaSource }
  | {
      readonly type: 'document';
      readonly document: MediaSource & { readonly filename?: string; readonly caption?: string };
    };

export const buttonsBody = (text: string, buttons: readonly ReplyButton[]): MessageBody => ({
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text },
    action: { buttons: buttons.map((reply) => ({ type: 'reply', reply })) },
  },
});

export const listBody = (text: string, button: string, sections: readonly ListSection[]): MessageBody => ({
  type: 'interactive',
  interactive: { type: 'list', body: { text }, action: { button, sections } },
});

export const locationRequestBody = (text: string): MessageBody => ({
  type: 'interactive',
  interactive: { type: 'location_request_message', body: { text }, action: { name: 'send_location' } },
});
