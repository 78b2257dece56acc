import { expect, it } from 'vitest';
import type { MessageRecord } from '../../../../shared/domain/notify/message-record.ts';
import { DEFAULT_ROUTES, type DeclaredRoute } from '../../../../shared/domain/notify/routes-record.ts';
import { signatureOf, webhookRequest } from '../../../../shared/formats/webhook/webhook-request.ts';

const AT = Date.parse('2026-03-01T08:00:00Z') * 1000;
const MESSAGE: MessageRecord = {
  ...{ group: 'unit:FU1:temperature', number: 2, route: 'phone', about: 'ALARM', severity: 'CRITICAL' },
  ...{
    loudness: 'PAGE',
    covers: [{ alarm: 'LIMIT:FU1:temperature:HIGH', anomaly: 'a', severity: 'CRITICAL' }],
  },
  ...{ entries: [], subject: 'e: CRITICAL <LIMIT> FU1', text: '38 & more', madeAt: AT, endedAt: null },
  ...{ tries: 1, nextTryAt: AT, sentAt: null, failedAt: null, error: null },
};
const route = (more: Partial<DeclaredRoute>): DeclaredRoute => ({
  ...DEFAULT_ROUTES[0]!,
  ...{ id: 'phone', via: 'webhook', url: 'https://hooks.example.org/x' },
  ...more,
});

it('is signed by the time and the body, which stays the same for every try', () => {
  const signed = route({ secret: 'geheim' });
  const [first, second] = [0, 60_000_000].map((later) => webhookRequest('e', signed, MESSAGE, AT + later));
  expect(first!.headers['Howship-Signature']).toBe(
    `t=1772352000,v1=${signatureOf('geheim', 1_772_352_000, first!.body)}`,
  );
  expect(second!.headers['Howship-Signature']).toMatch(/^t=1772352060,v1=[0-9a-f]{64}$/);
  expect(second!.body).toBe(first!.body);
  expect(first!.headers['Idempotency-Key']).toBe('e/unit:FU1:temperature/2/phone');
  expect(second!.headers['Idempotency-Key']).toBe(first!.headers['Idempotency-Key']);
  expect(JSON.parse(first!.body)).toMatchObject({
    ...{ id: 'e/unit:FU1:temperature/2/phone', experiment: 'e', about: 'ALARM', severity: 'CRITICAL' },
    alarms: [{ alarm: 'LIMIT:FU1:temperature:HIGH' }],
    at: '2026-03-01T08:00:00Z',
  });
});

/** Made with `printf '1772352000.{}' | openssl dgst -sha256 -hmac geheim`. */
it('is HMAC-SHA256 of the seconds, a dot and the body', () => {
  expect(signatureOf('geheim', 1_772_352_000, '{}')).toBe(
    '58004dc68701f33c4df023b125438782ad5a299b13b0007c4d18baf117c70600',
  );
});

it('has no signature without a secret', () => {
  expect(webhookRequest('e', route({}), MESSAGE, AT).headers['Howship-Signature']).toBeUndefined();
});

it('speaks to Slack in its marks', () => {
  const { body } = webhookRequest('e', route({ template: 'slack' }), MESSAGE, AT);
  expect(JSON.parse(body)).toEqual({ text: '*e: CRITICAL &lt;LIMIT&gt; FU1*\n38 &amp; more' });
});

it('speaks to PagerDuty by events of one incident per group, the routing key in the body and nowhere else', () => {
  const pager = route({ template: 'pagerduty', secret: 'R0UT1NGKEY' });
  const { body, headers } = webhookRequest('e', pager, MESSAGE, AT);
  expect(JSON.parse(body)).toEqual({
    ...{ routing_key: 'R0UT1NGKEY', event_action: 'trigger', dedup_key: 'e/unit:FU1:temperature' },
    payload: {
      ...{ summary: 'e: CRITICAL <LIMIT> FU1', source: 'e', severity: 'critical' },
      ...{ timestamp: '2026-03-01T08:00:00Z', custom_details: { text: '38 & more' } },
    },
  });
  expect(JSON.stringify(headers)).not.toContain('R0UT1NGKEY');
  const over = webhookRequest('e', pager, { ...MESSAGE, about: 'RESOLVED' }, AT);
  expect(JSON.parse(over.body)).toMatchObject({
    event_action: 'resolve',
    dedup_key: 'e/unit:FU1:temperature',
  });
});
