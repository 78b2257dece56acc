import { expect, it } from 'vitest';
import { heartbeatRequest } from '../../../../shared/formats/webhook/heartbeat-request.ts';

it('names the experiment and when it was asked for, under a key of its own', () => {
  const at = Date.parse('2026-03-01T08:03:00Z') * 1000;
  const { url, headers, body } = heartbeatRequest('osteo-m3', 'https://beat.example.org/x', at);
  expect(url).toBe('https://beat.example.org/x');
  expect(headers['Idempotency-Key']).toBe('osteo-m3/heartbeat/2026-03-01T08:03:00Z');
  expect(JSON.parse(body)).toEqual({
    experiment: 'osteo-m3',
    about: 'HEARTBEAT',
    at: '2026-03-01T08:03:00Z',
  });
});
