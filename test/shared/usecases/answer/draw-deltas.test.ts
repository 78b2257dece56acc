import { beforeAll, describe, expect, it } from 'vitest';
import { parseDuration } from '../../../../shared/domain/duration.ts';
import { deltaFigures, drawDeltas } from '../../../../shared/usecases/answer/draw-deltas.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { FROZEN, TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

let memory: MemoryPorts;
beforeAll(async () => {
  memory = await twinsIn();
});

const TEMPERATURE = { pair: ['P1'], channel: ['temperature'] };

describe('the picture of a delta', () => {
  it('has both units on the axis of the flight, every sample once, and the windows that the answer has', async () => {
    const { answer, figures } = await deltaFigures(memory, 'twins', TEMPERATURE);
    const [figure] = figures;
    const [flight, ground] = figure!.lines;
    for (const line of [flight!, ground!]) {
      expect([line.points.length, line.points[0]!.at, line.points.at(-1)!.at, line.step]).toEqual([
        300,
        0,
        299 * 60,
        60,
      ]);
    }
    expect(figure!.delta!.line.points).toHaveLength(60);
    expect(figure!.delta!.line.points[0]).toMatchObject({
      at: 150,
      value: answer.deltas[0]!.windows[0]!.delta,
    });
    expect(figure!.delta).toMatchObject({ margin: 0.5, mean: answer.deltas[0]!.summary.delta });
  });

  it('hatches what the frozen sensor sent, marks the finding, the phase and the event', async () => {
    const { figures } = await deltaFigures(memory, 'twins', TEMPERATURE);
    const { lines, findings, phases, events, since } = figures[0]!;
    const doubtful = lines[0]!.points
      .filter(({ quality }) => quality === 'UNCERTAIN')
      .map(({ at }) => at / 60);
    expect([doubtful[0], doubtful.at(-1)]).toEqual([FROZEN.from, FROZEN.from + FROZEN.minutes - 1]);
    expect(findings).toMatchObject([
      { from: 6000, to: 9540, name: expect.stringMatching(/^STUCK FU1, WARNING/) },
    ]);
    expect(phases).toMatchObject([{ name: 'culture', armed: true, from: 0 }]);
    expect(events).toEqual([{ at: 0, name: 'activation' }]);
    expect(since).toBe('T is activation, 2026-03-01T06:00:00Z');
  });

  it('has the clock of the flight unit where no event says since when time elapses', async () => {
    const bare = await twinsDefined(TWIN_DEFINITION.replace(/^reference: .*\n/m, ''));
    const { flight, ground } = twinFiles();
    await upload(bare, 'twins', 'fu1.csv', flight);
    await upload(bare, 'twins', 'gu1.csv', ground);
    await settleAll(bare);
    const { answer, figures } = await deltaFigures(bare, 'twins', TEMPERATURE);
    expect(new Set(answer.deltas[0]!.windows.map(({ elapsedSeconds }) => elapsedSeconds))).toEqual(
      new Set([null]),
    );
    expect(figures[0]).toMatchObject({
      clock: 'utc',
      since: 'UTC, the clock of FU1, from 2026-03-01T06:00Z',
      lines: [
        {
          points: expect.arrayContaining([
            expect.objectContaining({ at: Date.parse('2026-03-01T06:00Z') / 1000 }),
          ]),
        },
        {},
      ],
    });
    expect(figures[0]!.said).toEqual([
      expect.stringMatching(
        /^.* °C, 95 % interval .*; 240 pairs, effective n .*, alignment [A-Z_]+; over 2026-03-01T06:00:00Z to 2026-03-01T10:59:00Z$/,
      ),
    ]);
    const svg = await drawDeltas(bare, 'twins', TEMPERATURE);
    expect(svg).toContain('>1 Mar 06:00</text>');
    expect(svg).not.toMatch(/>T[+−]|1970/);
  });

  it('is one file for all that is asked for', async () => {
    const svg = await drawDeltas(memory, 'twins', {});
    expect([...svg.matchAll(/<title id="f(\d)-title">([^<]*)</g)].map(([, n, title]) => [n, title])).toEqual([
      ['1', 'P1 temperature'],
      ['2', 'P1 humidity'],
    ]);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  });

  it('refuses more windows than a line is drawn of, and says nothing of nothing', async () => {
    const fine = { ...TEMPERATURE, resolution: parseDuration('PT0.1S') };
    expect((await deltaFigures(memory, 'twins', fine)).answer.deltas[0]!.windows).toHaveLength(300);
    const nothing = await drawDeltas(await twinsDefined(), 'twins', TEMPERATURE);
    expect(nothing).toContain('nothing was received in this range');
    await expect(drawDeltas(memory, 'twins', { ...TEMPERATURE, pair: ['P9'] })).rejects.toMatchObject({
      code: 'pair.unknown',
    });
  });
});
