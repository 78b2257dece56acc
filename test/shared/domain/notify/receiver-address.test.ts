import { describe, expect, it } from 'vitest';
import { isAllowed, mayReach, readNetworks } from '../../../../shared/domain/notify/receiver-address.ts';

const PRIVATE = [
  ...['127.0.0.1', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '0.0.0.0'],
  ...['100.64.0.1', '192.0.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '203.0.113.7'],
  ...[
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '2001::1',
  ],
  ...['::ffff:127.0.0.1', '::ffff:7f00:1', '[::1]', '64:ff9b::7f00:1', '::127.0.0.1'],
];
const PUBLIC = [
  ...['8.8.8.8', '172.15.0.1', '172.32.0.1', '169.253.0.1', '100.63.0.1', '1.1.1.1'],
  ...['2606:4700:4700::1111', '2a00:1450:4001:80b::200e', '::ffff:8.8.8.8', '[2606:4700::1]'],
];
const NONE = [
  '',
  'localhost',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  '1::2::3',
  ':::',
  'g::1',
  '1:2:3:4:5:6:7:8:9',
  '::1.2.3',
];

describe('a webhook', () => {
  it.each(PRIVATE)('never reaches %s', (address) => {
    expect(mayReach(address, [])).toBe(false);
  });

  it.each(PUBLIC)('may reach %s', (address) => {
    expect(mayReach(address, [])).toBe(true);
  });

  it.each(NONE)('never reaches what is no address: "%s"', (text) => {
    expect(mayReach(text, ['0.0.0.0/0', '::/0'])).toBe(false);
  });

  it('reaches what the operator lets, by address and by network, and nothing beside it', () => {
    const allowed = ['127.0.0.1', '10.1.0.0/16', 'fd00::/8'];
    expect(
      ['127.0.0.1', '10.1.255.1', 'fd99::1', '::ffff:10.1.2.3'].every((one) => mayReach(one, allowed)),
    ).toBe(true);
    expect(['127.0.0.2', '10.2.0.1', 'fc00::1'].some((one) => mayReach(one, allowed))).toBe(false);
    expect([isAllowed('8.8.8.8', allowed), isAllowed('10.1.0.1', allowed)]).toEqual([false, true]);
  });
});

it('a list of networks is read whole or not at all', () => {
  expect(readNetworks('')).toEqual([]);
  expect(readNetworks(' 127.0.0.1, fd00::/8 ')).toEqual(['127.0.0.1', 'fd00::/8']);
  for (const wrong of ['all', '10.0.0.0/33', '10.0.0/8', '::/129', '10.0.0.0/x', '10.0.0.0/'])
    expect(readNetworks(wrong), wrong).toBeNull();
});
