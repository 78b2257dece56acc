import { describe, expect, it } from 'vitest';
import type { Wanted } from '../../../../functions/web/chart/levels.ts';
import { CallFailure } from '../../../../functions/web/stack/api.ts';
import { Patches } from '../../../../functions/web/stack/patches.ts';

const DAY = 86_400;
const whole = { from: 0, to: 90 * DAY };
const looked = (from: number, to: number) => ({
  ...{ view: { from, to }, at: (from + to) / 2, periodSeconds: 1, whole },
});

/** Answers when it is told to. */
function stack() {
  const asked: Wanted[] = [];
  const open: { answer: (step: number) => void; fail: (error: Error) => void }[] = [];
  const ask = (wanted: Wanted) =>
    new Promise<number>((answer, fail) => {
      asked.push(wanted);
      open.push({ answer, fail });
    });
  const settle = async (
    act: (one: (typeof open)[number], step: number) => void = (one, step) => one.answer(step),
  ) => {
    const one = open.shift();
    if (one !== undefined) act(one, asked.at(-1)?.step ?? 0);
    // Promises within promises: a few turns.
    for (let i = 0; i < 5; i++) await Promise.resolve();
  };
  return { asked, ask, settle, changes: { count: 0 } };
}

describe('what is kept of a series', () => {
  it('is asked for once, then the next closer look ahead of time, so that zooming in finds it here', async () => {
    const { asked, ask, settle } = stack();
    const patches = new Patches(ask, () => undefined);
    patches.look(looked(0, 90 * DAY));
    expect(asked.map(({ step }) => step)).toEqual([21_600]);
    await settle();
    expect(patches.isSharp(looked(0, 90 * DAY))).toBe(true);
    expect(asked.map(({ step }) => step)).toEqual([21_600, 7200]);
    await settle();
    const closer = looked(20 * DAY, 60 * DAY);
    patches.look(closer);
    expect(patches.isSharp(closer)).toBe(true);
    expect(patches.best(closer)?.step).toBe(7200);
  });

  it('shows what is here, though coarser, until the sharper comes', async () => {
    const { ask, settle } = stack();
    const patches = new Patches(ask, () => undefined);
    patches.look(looked(0, 90 * DAY));
    await settle();
    const far = looked(40 * DAY, 41 * DAY);
    patches.look(far);
    expect(patches.best(far)?.step).toBe(21_600);
    expect(patches.isSharp(far)).toBe(false);
  });

  it('asks one thing at a time, and then for the newest look alone', async () => {
    const { asked, ask, settle } = stack();
    const patches = new Patches(ask, () => undefined);
    patches.look(looked(0, 90 * DAY));
    for (const days of [60, 40, 20, 10, 5]) patches.look(looked(0, days * DAY));
    expect(asked.length).toBe(1);
    await settle();
    expect(asked.map(({ step }) => step)).toEqual([21_600, 1800]);
  });

  it('asks nothing again on the way back', async () => {
    const { asked, ask, settle } = stack();
    const patches = new Patches(ask, () => undefined);
    const views = [looked(0, 90 * DAY), looked(10 * DAY, 40 * DAY), looked(20 * DAY, 22 * DAY)];
    for (const view of views) {
      patches.look(view);
      await settle();
      await settle();
    }
    const before = asked.filter(({ step }) => step === 21_600).length;
    patches.look(looked(0, 90 * DAY));
    expect(patches.isSharp(looked(0, 90 * DAY))).toBe(true);
    expect(asked.filter(({ step }) => step === 21_600).length).toBe(before);
  });

  it('says why a look could not be asked for, keeps what was shown, and asks again with the next', async () => {
    const { asked, ask, settle } = stack();
    const patches = new Patches(ask, () => undefined);
    patches.look(looked(0, 90 * DAY));
    await settle();
    await settle();
    const far = looked(40 * DAY, 41 * DAY);
    patches.look(far);
    await settle((one) => one.fail(new CallFailure('stack.silent', 'The stack does not answer.')));
    expect(patches.failure?.code).toBe('stack.silent');
    expect(patches.best(far)?.step).toBe(7200);
    const before = asked.length;
    patches.look(far);
    expect(asked.length).toBe(before + 1);
  });
});
