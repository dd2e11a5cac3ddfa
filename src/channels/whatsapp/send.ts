/** One message out: shown in WhatsApp's form, sent, and every end told as a `SendResult`. */
import type { SendResult } from '../../talk/failure.js';
import type { ExternalIds, Outgoing, OutgoingFile } from '../../talk/message.js';
import type { WhatsAppClient } from './client/client.js';
import type { MessageBody, Recipient } from './client/message-body.js';
import { pairRateCode, readError, readUploadError } from './failures.js';
import { createPairWait } from './pair-wait.js';
import { present, presentFile } from './present.js';

const unpresentable: SendResult = {
  outcome: 'failed',
  failure: { kind: 'content', code: 'unpresentable', detail: 'WhatsApp cannot show this message' },
};
const nowhere: SendResult = {
  outcome: 'failed',
  failure: { kind: 'gone', code: 'no-address', detail: 'neither a number nor a user id is known' },
};

/** The number when it is known (writing to it keeps numbers coming), else the user id. Without "+" Meta adds our country. */
function recipientOf(to: ExternalIds): { recipient: Recipient; key: string } | null {
  if (to.phone !== undefined) return { recipient: { to: `+${to.phone}` }, key: to.phone };
  return to.user === undefined ? null : { recipient: { recipient: to.user }, key: to.user };
}

export function createSend(
  client: WhatsAppClient,
): (to: ExternalIds, message: Outgoing, outboxId: string) => Promise<SendResult> {
  const pairs = createPairWait();

  async function upload(file: OutgoingFile): Promise<MessageBody | SendResult> {
    try {
      const bytes = Buffer.from(file.base64, 'base64');
      const { id } = await client.media.upload({ bytes, mimeType: file.mime, fileName: file.name });
      return presentFile(file, id);
    } catch (error) {
      return readUploadError(error);
    }
  }

  async function post(
    recipient: Recipient,
    key: string,
    body: MessageBody,
    outboxId: string,
  ): Promise<SendResult> {
    try {
      const sent = await client.messages.send({ ...recipient, bizOpaqueCallbackData: outboxId }, body);
      pairs.passed(key);
      return { outcome: 'accepted', externalId: sent.id };
    } catch (error) {
      const result = readError(error);
      if (result.outcome !== 'failed' || result.failure.code !== pairRateCode) return result;
      return { outcome: 'failed', failure: { ...result.failure, retryAfterMs: pairs.refused(key) } };
    }
  }

  return async (to, message, outboxId) => {
    const known = recipientOf(to);
    if (!known) return nowhere;
    const body = message.kind === 'file' ? await upload(message) : present(message);
    if (!body) return unpresentable;
    if ('outcome' in body) return body;
    return post(known.recipient, known.key, body, outboxId);
  };
}
