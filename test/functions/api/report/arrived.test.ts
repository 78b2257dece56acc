import { expect, it } from 'vitest';
import { arrivedSection } from '../../../../functions/api/report/arrived.ts';
import { filesOfDelta } from '../../../../functions/api/report/sources.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { reportArrival, reportFrame } from '../../../../shared/usecases/report/report-experiment.ts';
import { reportPair } from '../../../../shared/usecases/report/report-pair.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { twinFiles } from '../../../support/twin-experiment.ts';
import { twinsIn } from '../../../support/twins-in.ts';

it('every file stands in the report with its digest and what became of it; a number names those that it rests on', async () => {
  const ports = await twinsIn();
  const { flight } = twinFiles();
  await upload(ports, 'twins', 'fu1-again.csv', flight);
  const downlink = await upload(ports, 'twins', 'fu1-late.csv', `${flight}2026-03-01T11:00:00Z,37.10,85.0\n`);
  await settleAll(ports);
  await withdrawDownlink(ports, { experiment: 'twins', downlink }, { by: 'ops', reason: 'the wrong <file>' });
  await settleAll(ports);
  const frame = await reportFrame(ports, 'twins');
  const html = arrivedSection(frame, await reportArrival(ports, frame));
  const sha256 = frame.arrived.files[0]?.sha256;
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(html).toContain(`sha256 ${sha256}`);
  expect(html).toContain('withdrawn by ops: the wrong &lt;file&gt;');
  expect(html).toContain('the same bytes as ');
  const { deltas } = await reportPair(ports, frame.loaded, 'P1', {});
  // The repeated file and the withdrawn one hold nothing that counts.
  expect(deltas.map((delta) => filesOfDelta(frame, delta))).toEqual(['F1, F2', 'F1, F2']);
});
