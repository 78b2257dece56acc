import { describe, expect, it } from 'vitest';
import { StackClock } from '../../../../functions/web/stack/clock.ts';

const HERE = Date.parse('2026-03-02T12:00:00Z');
const DAY = 86_400_000;

describe('the clock of the stack', () => {
  it('is that of the newest answer, whatever this machine says', () => {
    const clock = new StackClock();
    expect(clock.now(HERE)).toBe(HERE);
    clock.hear('Sun, 01 Mar 2026 12:00:00 GMT', HERE);
    expect(clock.now(HERE + 5000)).toBe(HERE - DAY + 5500);
    // Somebody puts the machine right.
    clock.hear('Sun, 01 Mar 2026 12:00:05 GMT', HERE - DAY + 5000);
    expect(clock.now(HERE - DAY + 5000)).toBe(HERE - DAY + 5500);
  });

  it('tells of a machine that is minutes wrong, once it is and once it is no more', () => {
    const clock = new StackClock();
    let told = 0;
    const stop = clock.listen(() => told++);
    clock.hear('Mon, 02 Mar 2026 12:00:00 GMT', HERE + 1000);
    expect([clock.wrongBy(), told]).toEqual([null, 0]);
    clock.hear('Sun, 01 Mar 2026 12:00:00 GMT', HERE);
    clock.hear('Sun, 01 Mar 2026 12:00:00 GMT', HERE);
    expect([clock.wrongBy(), told]).toEqual([DAY - 500, 1]);
    clock.hear('Mon, 02 Mar 2026 12:00:00 GMT', HERE);
    expect([clock.wrongBy(), told]).toEqual([null, 2]);
    stop();
    clock.hear('Tue, 03 Mar 2026 12:00:00 GMT', HERE);
    expect([clock.wrongBy(), told]).toEqual([-DAY - 500, 2]);
  });

  it('stays as it was where an answer tells no time', () => {
    const clock = new StackClock();
    clock.hear(null, HERE);
    clock.hear('soon', HERE);
    expect(clock.now(HERE)).toBe(HERE);
  });
});
