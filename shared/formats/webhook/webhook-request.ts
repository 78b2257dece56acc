/** What goes to a webhook: body by template, and the headers by which a receiver knows that it is ours and which it is. */
import { createHmac } from 'node:crypto';
import { idempotencyKeyOf, type MessageRecord } from '../../domain/notify/message-record.ts';
import type { DeclaredRoute } from '../../domain/notify/routes-record.ts';
import { isoOf, MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The body is the same for every try; the signature is of the moment, so that an old one cannot be played again. */
export function webhookRequest(
  experiment: string,
  { url, template, secret }: DeclaredRoute,
  message: MessageRecord,
  now: Micros,
): WebhookRequest {
  const body = JSON.stringify(BODIES[template](experiment, message, secret));
  const seconds = Math.floor(now / MICROS_PER_SECOND);
  const isSigned = secret !== null && template === 'howship';
  return {
    url: url ?? '',
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Howship',
      'Idempotency-Key': idempotencyKeyOf(experiment, message),
      ...(isSigned && { 'Howship-Signature': `t=${seconds},v1=${signatureOf(secret, seconds, body)}` }),
    },
    body,
  };
}

/** HMAC-SHA256 of `<seconds>.<body>`, hexadecimal. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
}

type Body = (experiment: string, message: MessageRecord, secret: string | null) => object;

const BODIES: Readonly<Record<DeclaredRoute['template'], Body>> = {
  howship: (experiment, message) => {
    const { group, number, route, about, severity, covers, subject, text, madeAt } = message;
    const id = idempotencyKeyOf(experiment, message);
    return {
      id,
      experiment,
      group,
      number,
      route,
      about,
      severity,
      alarms: covers,
      subject,
      text,
      at: isoOf(madeAt),
    };
  },
  slack: (_experiment, { subject, text }) => ({
    text: `*${escaped(subject)}*\n${escaped(text)}`.slice(0, LONGEST_SLACK),
  }),
  pagerduty: (experiment, { group, about, severity, subject, text, madeAt }, secret) => ({
    routing_key: secret ?? '',
    event_action: about === 'RESOLVED' ? 'resolve' : 'trigger',
    dedup_key: `${experiment}/${group}`,
    payload: {
      summary: subject.slice(0, LONGEST_SUMMARY),
      source: experiment,
      severity: PAGERDUTY_SEVERITY[severity],
      timestamp: isoOf(madeAt),
      custom_details: { text },
    },
  }),
};

const LONGEST_SLACK = 3000;
const LONGEST_SUMMARY = 1024;

const PAGERDUTY_SEVERITY = {
  ...{ WATCH: 'info', WARNING: 'warning', DISTRESS: 'error', CRITICAL: 'critical', SEVERE: 'critical' },
} as const;

/** The three that Slack reads as marks. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
