/** Sending: one method per kind of message, named as the usual SDKs name them. */
import { z } from 'zod';
import type { GraphHttp } from './http.js';
import {
  buttonsBody,
  type ListSection,
  listBody,
  locationRequestBody,
  type MediaSource,
  type MessageBody,
  type Recipient,
  type ReplyButton,
  type TemplateMessage,
} from './message-body.js';

/** To whom, and what may stand on any message. */
export type Envelope = Recipient & {
  /** Echoed in the statuses of this message. */
  readonly bizOpaqueCallbackData?: string;
  /** The message this one replies to; shows as a quote. */
  readonly contextMessageId?: string;
};

/** Accepted, which is not delivered: statuses tell that later. */
export interface Sent {
  readonly id: string;
  /** Only for templates: `accepted`, `held_for_quality_assessment` or `paused`. */
  readonly status?: string;
}

const sentAnswer = z.object({
  messages: z.tuple(
    [z.object({ id: z.string().min(1), message_status: z.string().optional() })],
    z.unknown(),
  ),
});
const success = z.object({ success: z.literal(true) });

function wrap(envelope: Envelope, body: MessageBody): object {
  const { bizOpaqueCallbackData, contextMessageId } = envelope;
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...('to' in envelope ? { to: envelope.to } : { recipient: envelope.recipient }),
    ...(contextMessageId === undefined ? {} : { context: { message_id: contextMessageId } }),
    ...(bizOpaqueCallbackData === undefined ? {} : { biz_opaque_callback_data: bizOpaqueCallbackData }),
    ...body,
  };
}

/** Every method throws GraphError, GraphAnswerError or GraphLineError. */
export class Messages {
  readonly #http: GraphHttp;
  readonly #path: string;

  constructor(http: GraphHttp, phoneNumberId: string) {
    this.#http = http;
    this.#path = `/${phoneNumberId}/messages`;
  }

  /** Any body, as Graph names its fields; the other methods are short forms of this one. */
  async send(envelope: Envelope, body: MessageBody): Promise<Sent> {
    const answer = await this.#http.call(sentAnswer, {
      method: 'post',
      path: this.#path,
      data: wrap(envelope, body),
    });
    const { id, message_status: status } = answer.messages[0];
    return status === undefined ? { id } : { id, status };
  }

  sendText(message: Envelope & { body: string; previewUrl?: boolean }): Promise<Sent> {
    const { body, previewUrl } = message;
    return this.send(message, {
      type: 'text',
      text: previewUrl === undefined ? { body } : { body, preview_url: previewUrl },
    });
  }

  /** One to three reply buttons. */
  sendButtons(message: Envelope & { bodyText: string; buttons: readonly ReplyButton[] }): Promise<Sent> {
    return this.send(message, buttonsBody(message.bodyText, message.buttons));
  }

  sendInteractiveButtons(message: Parameters<Messages['sendButtons']>[0]): Promise<Sent> {
    return this.sendButtons(message);
  }

  /** Up to ten rows over all sections, behind one button. */
  sendList(
    message: Envelope & { bodyText: string; buttonText: string; sections: readonly ListSection[] },
  ): Promise<Sent> {
    return this.send(message, listBody(message.bodyText, message.buttonText, message.sections));
  }

  sendInteractiveList(message: Parameters<Messages['sendList']>[0]): Promise<Sent> {
    return this.sendList(message);
  }

  /** WhatsApp labels the button itself, in the person's language. */
  sendLocationRequest(message: Envelope & { bodyText: string }): Promise<Sent> {
    return this.send(message, locationRequestBody(message.bodyText));
  }

  /** The only kind that may go outside the 24-hour window. */
  sendTemplate(message: Envelope & { template: TemplateMessage }): Promise<Sent> {
    return this.send(message, { type: 'template', template: message.template });
  }

  sendImage(message: Envelope & { image: MediaSource & { caption?: string } }): Promise<Sent> {
    return this.send(message, { type: 'image', image: message.image });
  }

  sendAudio(message: Envelope & { audio: MediaSource }): Promise<Sent> {
    return this.send(message, { type: 'audio', audio: message.audio });
  }

  sendDocument(
    message: Envelope & { document: MediaSource & { filename?: string; caption?: string } },
  ): Promise<Sent> {
    return this.send(message, { type: 'document', document: message.document });
  }

  /** Blue ticks on a message of the person, and "typing…" for 25 s or until we answer. */
  async markRead({ messageId, typing = false }: { messageId: string; typing?: boolean }): Promise<void> {
    const data = {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: messageId,
      ...(typing ? { typing_indicator: { type: 'text' } } : {}),
    };
    await this.#http.call(success, { method: 'post', path: this.#path, data });
  }
}
