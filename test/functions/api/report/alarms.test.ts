import { expect, it } from 'vitest';
import { alarmsSection } from '../../../../functions/api/report/alarms.ts';
import { reportFrame, reportWatch } from '../../../../shared/usecases/report/report-experiment.ts';
import { actOnAlarm } from '../../../../shared/usecases/tell/act-on-alarm.ts';
import { writeNote } from '../../../../shared/usecases/tell/write-note.ts';
import { ALARMED, alarmedUpTo, HEAT } from '../../../support/alarm-experiment.ts';
import { twinsDefined } from '../../../support/twins-in.ts';

it('alarms stand in the report with what moved them and who did what, and notes with who wrote them', async () => {
  const ports = await alarmedUpTo(80);
  const said = { by: 'nora', comment: 'heater <off>' };
  await actOnAlarm(ports, { experiment: ALARMED, alarm: HEAT }, { action: 'ACKNOWLEDGE' }, said);
  await writeNote(ports, ALARMED, { text: 'we saw & heard it' }, 'nora');
  const html = alarmsSection(await reportWatch(ports, await reportFrame(ports, ALARMED), {}));
  expect(html).toContain(HEAT);
  expect(html).toMatch(/acknowledged by nora: heater &lt;off&gt;/);
  expect(html).toContain('we saw &amp; heard it');
});

it('where no alarm was raised the report says of which units time was looked at', async () => {
  const ports = await twinsDefined();
  const html = alarmsSection(await reportWatch(ports, await reportFrame(ports, 'twins'), {}));
  expect(html).toContain('No time of any unit was looked at, so that nothing is known of alarms.');
  expect(html).toContain('Nobody has written a note.');
});
