import { beforeEach, describe, expect, it } from 'vitest';
import type { Cause } from '../../../../shared/domain/notify/inhibit.ts';
import { TOPIC_ROUTE } from '../../../../shared/domain/notify/route.ts';
import { found, minute, NotifyDesk } from '../../../support/notify-desk.ts';

let desk: NotifyDesk;
beforeEach(() => {
  desk = new NotifyDesk();
});

describe('an alarm', () => {
  it('is told at once where it is critical, after 30 s where it is not', () => {
    desk.learn(0, found('LIMIT', 'CRITICAL'));
    expect(desk.through(0, 10)).toEqual(['0 topic ALARM CRITICAL LIMIT']);
    const milder = new NotifyDesk();
    milder.learn(0, found('LIMIT', 'WARNING'));
    expect(milder.decide(0).next).toBe(minute(0.5));
    expect(milder.through(0, 10)).toEqual(['0.5 topic ALARM WARNING LIMIT']);
  });

  it('is repeated every four hours until somebody acknowledges it, and again once that is taken back', () => {
    const heat = found('LIMIT', 'CRITICAL');
    desk.learn(0, heat);
    expect(desk.through(0, 500)).toEqual([
      ...[
        '0 topic ALARM CRITICAL LIMIT',
        '240 topic REPEAT CRITICAL LIMIT',
        '480 topic REPEAT CRITICAL LIMIT',
      ],
    ]);
    desk.act(500, heat, { action: 'ACKNOWLEDGE' });
    expect(desk.through(500, 1500)).toEqual([]);
    desk.act(1500, heat, { action: 'UNACKNOWLEDGE' });
    expect(desk.through(1500, 1510)).toEqual(['1500 topic REPEAT CRITICAL LIMIT']);
  });

  it('that worsens is told at once though a message has just gone, and though somebody had acknowledged it', () => {
    const warm = found('LIMIT', 'WARNING');
    desk.learn(0, warm);
    expect(desk.through(0, 2)).toEqual(['0.5 topic ALARM WARNING LIMIT']);
    desk.act(2, warm, { action: 'ACKNOWLEDGE' });
    desk.learn(2.5, found('LIMIT', 'CRITICAL', { asOf: 2 }), { reason: 'WORSE' });
    expect(desk.through(2.5, 10)).toEqual(['2.5 topic ALARM CRITICAL LIMIT']);
  });

  it('that is acknowledged before its message went out is not told, and is if that is taken back', () => {
    const warm = found('LIMIT', 'WARNING');
    desk.learn(0, warm);
    desk.act(0.2, warm, { action: 'ACKNOWLEDGE' });
    expect(desk.through(0.2, 60)).toEqual([]);
    desk.act(60, warm, { action: 'UNACKNOWLEDGE' });
    expect(desk.through(60, 70)).toEqual(['60 topic ALARM WARNING LIMIT']);
  });

  it('on a shelf is told when the shelf ends by time, unless it worsens before', () => {
    const warm = found('LIMIT', 'WARNING');
    for (const worsens of [false, true]) {
      desk = new NotifyDesk();
      desk.learn(0, warm);
      desk.act(0, warm, { until: 120 });
      expect(desk.decide(1).next).toBe(minute(120));
      expect(desk.through(0, 60)).toEqual([]);
      if (worsens) desk.learn(60, found('LIMIT', 'SEVERE', { asOf: 60 }), { reason: 'WORSE' });
      expect(desk.through(60, 130)).toEqual([
        worsens ? '60 topic ALARM SEVERE LIMIT' : '120 topic ALARM WARNING LIMIT',
      ]);
    }
  });

  it('is said to be over once, five minutes after it was told at the earliest', () => {
    desk.learn(0, found('LIMIT', 'CRITICAL'));
    desk.at(0);
    desk.see(found('LIMIT', 'CRITICAL', { to: 2 }));
    expect(desk.through(2, 400)).toEqual(['5 topic RESOLVED CRITICAL LIMIT']);
    expect(desk.messages.every(({ endedAt }) => endedAt !== null)).toBe(true);
  });

  it('whose onset older data moved is said to be over with what is found of it now', () => {
    desk.learn(0, found('LIMIT', 'CRITICAL'));
    desk.at(0);
    desk.anomalies = [found('LIMIT', 'CRITICAL', { from: -60, to: 2 })];
    expect(desk.through(2, 400)).toEqual(['5 topic RESOLVED CRITICAL LIMIT']);
  });

  it('whose onset older data moved is not told again, goes on being repeated, and is where it is worse', () => {
    desk.learn(0, found('LIMIT', 'WARNING'));
    expect(desk.through(0, 2)).toEqual(['0.5 topic ALARM WARNING LIMIT']);
    desk.anomalies = [];
    desk.learn(3, found('LIMIT', 'WARNING', { from: -60, asOf: 3 }));
    expect(desk.through(3, 300)).toEqual(['240.5 topic REPEAT WARNING LIMIT']);
    expect(desk.owed).toEqual([]);
    desk.anomalies = [];
    desk.learn(300, found('LIMIT', 'CRITICAL', { from: -90, asOf: 300 }));
    expect(desk.through(300, 310)).toEqual(['300 topic ALARM CRITICAL LIMIT']);
  });

  it('that later data took back is said to be over, too', () => {
    desk.learn(0, found('LIMIT', 'CRITICAL'));
    desk.at(0);
    desk.anomalies = [];
    expect(desk.through(2, 400)).toEqual(['5 topic RESOLVED CRITICAL']);
  });

  it('that ended before its message went out is told to nobody, and is not said to be over', () => {
    desk.learn(0, found('LIMIT', 'WARNING'));
    desk.see(found('LIMIT', 'WARNING', { to: 2 }));
    expect(desk.through(0, 400)).toEqual([]);
    expect(desk.owed).toEqual([]);
  });

  it('that ends on a shelf ends without a word, and is news when it comes back later', () => {
    const warm = found('LIMIT', 'WARNING');
    desk.learn(0, warm);
    desk.through(0, 2);
    desk.act(2, warm, { until: 600 });
    desk.see(found('LIMIT', 'WARNING', { to: 10 }));
    expect(desk.through(10, 700)).toEqual([]);
    desk.learn(700, found('LIMIT', 'WARNING', { from: 690 }));
    expect(desk.through(700, 710)).toEqual(['700.5 topic ALARM WARNING LIMIT']);
  });

  it('is told once however often it is decided, and by whatever entry', () => {
    const heat = found('LIMIT', 'CRITICAL');
    desk.learn(0, heat);
    desk.at(0);
    desk.learn(1, heat, { reason: 'AGAIN' });
    expect(desk.through(1, 20)).toEqual([]);
    expect(desk.owed).toEqual([]);
  });

  it('that was withdrawn and is found again is news, five minutes after the last', () => {
    const heat = found('LIMIT', 'CRITICAL');
    desk.learn(0, heat);
    desk.at(0);
    desk.learn(1, heat, { reason: 'RETURNED' });
    expect(desk.through(1, 20)).toEqual(['5 topic ALARM CRITICAL LIMIT']);
  });
});

describe('a group', () => {
  it('is one message with the highest severity, and the likelier cause first', () => {
    desk.learn(0, found('LIMIT', 'DISTRESS'));
    desk.learn(0.3, found('STUCK', 'WARNING'));
    expect(desk.through(0, 20)).toEqual(['0.5 topic ALARM DISTRESS STUCK LIMIT']);
    expect(desk.owed).toEqual([]);
  });

  it('is one message though the second is entered a moment after the first was told', () => {
    desk.see(found('STUCK', 'WARNING'));
    desk.learn(0, found('LIMIT', 'CRITICAL'));
    expect(desk.at(0)).toEqual(['topic ALARM CRITICAL STUCK LIMIT']);
    desk.learn(0.1, found('STUCK', 'WARNING'));
    expect(desk.through(0.1, 20)).toEqual([]);
  });

  it('is over when all that was told is over', () => {
    desk.learn(0, found('LIMIT', 'CRITICAL'));
    desk.learn(0, found('STUCK', 'WARNING'));
    desk.at(0);
    desk.see(found('LIMIT', 'CRITICAL', { to: 10 }));
    expect(desk.through(10, 200)).toEqual([]);
    desk.see(found('STUCK', 'WARNING', { to: 200 }));
    expect(desk.through(200, 300)).toEqual(['200 topic RESOLVED CRITICAL LIMIT STUCK']);
  });

  const silent = (more: Partial<Cause> = {}): Cause => ({
    ...{ alarm: 'SILENCE:FU1:unit', unit: 'FU1', part: 'unit', severity: 'CRITICAL' },
    ...{ from: minute(10), isInHand: false },
    ...more,
  });

  it('is kept back while its cause is told, and no longer', () => {
    desk.causes = [silent()];
    desk.learn(0, found('LIMIT', 'CRITICAL'));
    expect(desk.through(0, 300)).toEqual([]);
    desk.causes = [];
    expect(desk.through(300, 310)).toEqual(['300 topic ALARM CRITICAL LIMIT']);
  });

  it('is never kept back by what is milder, and not any more once it is worse than its cause', () => {
    desk.causes = [silent({ severity: 'WARNING' })];
    desk.learn(0, found('LIMIT', 'WARNING'));
    expect(desk.through(0, 10)).toEqual([]);
    desk.learn(10, found('LIMIT', 'CRITICAL'), { transition: 'RAISED', reason: 'WORSE' });
    expect(desk.through(10, 20)).toEqual(['10 topic ALARM CRITICAL LIMIT']);
  });

  it('is told where it began before a cause that somebody has in hand, and stands on its own', () => {
    desk.causes = [silent()];
    desk.learn(0, found('LIMIT', 'CRITICAL'));
    expect(desk.through(0, 60)).toEqual([]);
    desk.causes = [silent({ isInHand: true })];
    expect(desk.through(60, 70)).toEqual(['60 topic ALARM CRITICAL LIMIT']);
  });

  it('stays kept back by a cause in hand that it began with or after', () => {
    desk.causes = [silent({ isInHand: true, from: minute(-5) })];
    desk.learn(0, found('LIMIT', 'CRITICAL'));
    expect(desk.through(0, 60)).toEqual([]);
  });

  it('is told where another unit is the cause', () => {
    desk.causes = [silent({ unit: 'FU2', alarm: 'SILENCE:FU2:unit' })];
    desk.learn(0, found('LIMIT', 'CRITICAL'));
    expect(desk.through(0, 10)).toEqual(['0 topic ALARM CRITICAL LIMIT']);
  });
});

describe('an alarm that comes and goes', () => {
  const cycle = (i: number, to: number | null) => found('LIMIT', 'WARNING', { from: 10 * i, to });

  it('is told once while it does, and of its end an hour after', () => {
    const told: string[] = [];
    for (let i = 0; i < 12; i++) {
      desk.learn(10 * i, cycle(i, null));
      told.push(...desk.through(10 * i, 10 * i + 4));
      desk.see(cycle(i, 10 * i + 4));
      told.push(...desk.through(10 * i + 4, 10 * i + 10));
    }
    told.push(...desk.through(120, 400));
    // Three times it is an alarm of its own, from the fourth within an hour of data time on it flaps.
    expect(told).toEqual([
      ...['0.5 topic ALARM WARNING LIMIT', '5.5 topic RESOLVED WARNING LIMIT'],
      ...['10.5 topic ALARM WARNING LIMIT', '15.5 topic RESOLVED WARNING LIMIT'],
      ...['20.5 topic ALARM WARNING LIMIT', '25.5 topic RESOLVED WARNING LIMIT'],
    ]);
  });

  it('is told though it does where it is worse than what was told', () => {
    for (let i = 0; i < 4; i++) {
      desk.learn(10 * i, cycle(i, null));
      desk.through(10 * i, 10 * i + 4);
      desk.see(cycle(i, 10 * i + 4));
      desk.through(10 * i + 4, 10 * i + 10);
    }
    desk.learn(40, found('LIMIT', 'CRITICAL', { from: 40 }));
    expect(desk.through(40, 50)).toEqual(['40 topic ALARM CRITICAL LIMIT']);
  });
});

describe('a past that was critical', () => {
  it('is one notice, which nothing follows', () => {
    desk.learn(0, found('LIMIT', 'CRITICAL', { from: -300, to: -240 }));
    desk.learn(0, found('STUCK', 'CRITICAL', { from: -280, to: -250 }));
    expect(desk.through(0, 600)).toEqual(['0.5 topic NOTICE CRITICAL STUCK LIMIT']);
    expect(desk.owed).toEqual([]);
  });

  it('is none where somebody has acknowledged it already', () => {
    const past = found('LIMIT', 'CRITICAL', { from: -300, to: -240 });
    desk.learn(0, past);
    desk.act(0.1, past, { action: 'ACKNOWLEDGE' });
    expect(desk.through(0.2, 600)).toEqual([]);
    expect(desk.owed).toEqual([]);
  });
});

describe('routes', () => {
  const route = (id: string, more = {}) => ({ ...TOPIC_ROUTE, id, ...more });

  it('hear one after another of what is critical and nobody acknowledges', () => {
    desk.routes = [route('phone'), route('lead', { escalateAfter: 1800 }), route('boss')];
    const heat = found('LIMIT', 'CRITICAL');
    desk.learn(0, heat);
    expect(desk.through(0, 100)).toEqual([
      '0 phone ALARM CRITICAL LIMIT',
      '15 lead ESCALATED CRITICAL LIMIT',
      '45 boss ESCALATED CRITICAL LIMIT',
    ]);
    desk.see(found('LIMIT', 'CRITICAL', { to: 99 }));
    expect(desk.through(100, 200)).toEqual([
      ...['phone', 'lead', 'boss'].map((id) => `100 ${id} RESOLVED CRITICAL LIMIT`),
    ]);
  });

  it('hear nothing of what is acknowledged in time', () => {
    desk.routes = [route('phone'), route('lead')];
    const heat = found('LIMIT', 'CRITICAL');
    desk.learn(0, heat);
    desk.at(0);
    desk.act(14, heat, { action: 'ACKNOWLEDGE' });
    expect(desk.through(14, 1000)).toEqual([]);
  });

  it('hear all at once where the first escalates at once, and of what is not critical', () => {
    desk.routes = [route('phone', { escalateAfter: 0 }), route('chat')];
    desk.learn(0, found('LIMIT', 'CRITICAL'));
    expect(desk.through(0, 10)).toEqual(['0 phone ALARM CRITICAL LIMIT', '0 chat ESCALATED CRITICAL LIMIT']);
    const milder = new NotifyDesk();
    milder.routes = [route('phone'), route('chat')];
    milder.learn(0, found('LIMIT', 'WARNING'));
    expect(milder.through(0, 10)).toEqual([
      ...['0.5 phone ALARM WARNING LIMIT', '0.5 chat ALARM WARNING LIMIT'],
    ]);
  });

  it('wait for their hours, and those that may be called do not', () => {
    // START is 08:00 UTC.
    desk.routes = [route('day', { hours: { from: 540, to: 1020 } }), route('night')];
    desk.learn(0, found('LIMIT', 'WARNING'));
    expect(desk.through(0, 100)).toEqual(['0.5 night ALARM WARNING LIMIT', '60 day ALARM WARNING LIMIT']);
    expect(desk.owed).toEqual([]);
  });

  it('take over what is critical from those that may not be called, and nobody is spared where none may', () => {
    desk.routes = [route('day', { hours: { from: 540, to: 1020 } }), route('night')];
    desk.learn(0, found('LIMIT', 'CRITICAL'));
    expect(desk.at(0)).toEqual(['night ALARM CRITICAL LIMIT']);
    const alone = new NotifyDesk();
    alone.routes = [route('day', { hours: { from: 540, to: 1020 } })];
    alone.learn(0, found('LIMIT', 'CRITICAL'));
    expect(alone.at(0)).toEqual(['day ALARM CRITICAL LIMIT']);
  });

  it('that take no such severity or channel hear nothing, and the entry says that none does', () => {
    desk.routes = [route('phone', { severities: ['CRITICAL'] }), route('gas', { channels: ['co2'] })];
    desk.learn(0, found('LIMIT', 'WARNING'));
    expect(desk.decide(1).settle.map(({ as }) => as)).toEqual(['UNROUTED']);
    const silent = new NotifyDesk('unit:FU1:unit');
    silent.routes = [route('gas', { channels: ['co2'] })];
    silent.learn(0, found('SILENCE', 'CRITICAL'));
    expect(silent.at(0)).toEqual(['gas ALARM CRITICAL SILENCE']);
  });
});
