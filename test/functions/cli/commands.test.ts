import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOKEN } from '../../support/api.ts';
import { type ApiServer, startApiServer } from '../../support/api-server.ts';
import { howship } from '../../support/cli.ts';
import { settleAll } from '../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../support/twin-experiment.ts';

/** As a person sees them at 80 columns. */
const SCREENS = join(import.meta.dirname, '../../golden/screens');

let server: ApiServer;
let folder: string;
const at = (name: string) => join(folder, name);
const asked = (argv: readonly string[]) => howship(argv, { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'howship-cli-'));
  server = await startApiServer();
  const { flight, ground } = twinFiles();
  writeFileSync(at('twins.yaml'), TWIN_DEFINITION);
  writeFileSync(at('fu1.csv'), flight);
  writeFileSync(at('gu1.csv'), ground);
  writeFileSync(at('notes.txt'), 'nothing to read here\n');
  writeFileSync(
    at('fu1-bad.csv'),
    't,temp,rh\n2026-03-02T06:00:00Z,37.0,85\n2026-03-02T06:01:00Z,"3,7",85\n',
  );
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('a first session, in order', () => {
  it('puts the definition in force', async () => {
    const { code, out } = await asked(['experiment', 'apply', at('twins.yaml')]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^experiment twins: revision 1 in force \(sha256 [0-9a-f]{12}…\)\n\nchannel +LIMIT +RATE .*STUCK +stuck after 30 min;/s,
    );
    const channels = await asked(['channels', '-e', 'twins']);
    expect([channels.code, out.endsWith(`\n\n${channels.out}`)]).toEqual([0, true]);
  });

  it('uploads both files with their digest and prints the verdicts', async () => {
    const { code, out, err } = await asked(['upload', at('fu1.csv'), at('gu1.csv'), '-e', 'twins', '--wait']);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toContain('fu1.csv (d000001): INGESTED\n  In: all 600 samples are new');
    expect(out).toContain('Worse: WARNING, FU1 temperature stuck');
    expect(out).toContain('600 samples in 300 rows: 600 accepted, no duplicates, no conflicts, 0 rejected');
    const sent = Buffer.from(twinFiles().flight);
    expect(server.uploads[0]).toMatchObject({ 'content-length': String(sent.length), 'if-none-match': '*' });
    const shown = await asked(['receipt', 'd000001', '-e', 'twins', '--json']);
    expect(JSON.parse(shown.out)).toMatchObject({
      sha256: createHash('sha256').update(sent).digest('hex'),
      bytes: sent.length,
    });
  });

  it('lists the receipts in columns that stand straight', async () => {
    const { code, out } = await asked(['receipt', '-e', 'twins']);
    expect(code).toBe(0);
    const [titles = '', rule = '', first = '', second = ''] = out.split('\n');
    expect(titles).toMatch(/^file {5}state/);
    expect(rule).toMatch(/^─+( {2}─+)+$/);
    for (const row of [first, second]) expect(row.indexOf('INGESTED')).toBe(titles.indexOf('state'));
    expect(first.trimEnd()).toMatch(/ d000001$/);
  });

  it('prints deltas with unit, interval and environment', async () => {
    const { code, out } = await asked(['deltas', '-e', 'twins']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /P1 +temperature +culture +0\.0000 °C +too short: 0\.1 decorrelation times +0\.0587 °C +240 .*not known \(±0\.5 °C\) +CLEAN \(80\.3 % covered\) +AGREED_BY_EVENTS/,
    );
    expect(out).toMatch(/P1 +humidity +culture +-0\.002 % +\[-0\.040, 0\.035\] % /);
  });

  it('says why there is no number', async () => {
    const argv = ['deltas', '-e', 'twins', '--pair', 'P1', '--channel', 'temperature'];
    const { out } = await asked([...argv, '--to', '2026-03-01T06:05:00Z']);
    expect(out).toMatch(/P1 +temperature .* n\/a: 5 pairs /);
    expect(out).toContain(
      'no interval and no judgement against the margin: too short: 5 pairs; 8 are needed',
    );
  });

  it('prints telemetry, completeness and anomalies for people', async () => {
    const telemetry = await asked([
      'telemetry',
      '-e',
      'twins',
      '--unit',
      'FU1',
      '--channel',
      'temperature',
      '--max-points',
      '5',
    ]);
    expect(telemetry.out).toMatch(/^FU1 temperature \[°C\], windows of 1 h 4 min\n/);
    expect(telemetry.out).toContain('mean [°C]');
    expect(telemetry.out).toMatch(/2026-03-01T06:56Z +64 +36\.99 +37\.065 +37\.19 +UNCERTAIN\n/);
    const completeness = await asked(['completeness', '-e', 'twins']);
    expect(completeness.out).toMatch(/GU1 +humidity +300 +300 +300 +100 % +0\n/);
    const anomalies = await asked(['anomalies', '-e', 'twins']);
    expect(anomalies.out).toMatch(
      /WARNING +STUCK +FU1 +temperature +2026-03-01T07:40Z +2026-03-01T08:39Z +1 h +FU1 +over +the same reading, 36\.99 °C, 60 times in a row\n/,
    );
  });

  it.each([
    [['deltas', '-e', 'twins'], 'deltas', 2],
    [['completeness', '-e', 'twins', '--unit', 'FU1'], 'series', 2],
    [['anomalies', '-e', 'twins'], 'anomalies', 1],
    [['receipt', '-e', 'twins'], 'downlinks', 2],
  ])('prints one JSON value for programs: %j', async (argv, key, length) => {
    const { code, out, err } = await asked([...argv, '--json']);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)[key]).toHaveLength(length);
  });

  it('records an event, and the events of a file', async () => {
    const one = await asked([
      'event',
      'add',
      'exchange',
      '-e',
      'twins',
      '--unit',
      'FU1',
      '--at',
      '2026-03-01T09:00:00+01:00',
    ]);
    expect(one.out).toMatch(/exchange +FU1 +2026-03-01T08:00Z +1 s +howship event add +ada/);
    writeFileSync(at('events.csv'), 'name,unit,at\nexchange,GU1,2026-03-01T09:00:00Z\n');
    const table = await asked(['event', 'add', '-e', 'twins', '--file', at('events.csv'), '--json']);
    expect(JSON.parse(table.out).events).toHaveLength(1);
  });

  it('prints the rejects of a downlink as CSV', async () => {
    const upload = await asked(['upload', at('fu1-bad.csv'), '-e', 'twins', '--json']);
    expect(upload.code).toBe(0);
    const [{ id, state }] = JSON.parse(upload.out).downlinks;
    expect(state).toBe('INGESTED_WITH_REJECTS');
    const { out } = await asked(['receipt', id, '-e', 'twins', '--rejects']);
    expect(out).toMatch(/^line,column,code,message,text\r\n3,temp,/);
  });

  it('takes the only experiment, and a downlink by its file or the beginning of its id', async () => {
    const { code, out } = await asked(['receipt', 'gu1.csv']);
    expect([code, out.split('\n')[0]]).toEqual([0, 'gu1.csv (d000002): INGESTED']);
    const ambiguous = await asked(['receipt', 'd00000']);
    expect(ambiguous.code).toBe(1);
    expect(ambiguous.err).toMatch(
      /^howship: "d00000" fits 3 downlinks, name one by its id: d000001 \(fu1\.csv, INGESTED, announced \S+\); d000002 .*downlink\.ambiguous\)\n$/,
    );
    const unknown = await asked(['receipt', 'fu2.csv']);
    expect(unknown.err).toContain('did you mean "fu1.csv"?');
  });

  it('lists experiments and events', async () => {
    const experiments = await asked(['experiment', 'list']);
    expect(experiments.out).toMatch(/^experiment +title +in force since +revision +units +pairs +channels\n/);
    expect(experiments.out).toMatch(/\ntwins +.* 1 +2 +1 +2\n$/);
    const events = await asked(['event', 'list', '--unit', 'GU1']);
    expect(events.out).toMatch(/exchange +GU1 +2026-03-01T09:00Z/);
    expect(events.out).not.toContain('FU1');
  });

  it('says how all experiments stand', async () => {
    const { code, out } = await asked(['status']);
    expect(code).toBe(0);
    expect(out).toMatch(/^experiment +wrong now +last downlink +announced +FAILED +pending/);
    expect(out).toMatch(/\ntwins +1 WATCH +fu1-bad\.csv, INGESTED_WITH_REJECTS +2026-03-20T00:00Z\n/);
    expect(out).toMatch(
      /\nnewest data, by the clock of the stack \(\d{4}-\d\d-\d\dT\d\d:\d\dZ\):\n {2}twins: .*GU1 2026-03-01T11:59Z, .* ago/,
    );
    const { experiments } = JSON.parse((await asked(['status', '--json'])).out);
    expect(experiments).toMatchObject([
      {
        experiment: 'twins',
        downlinks: 3,
        last: { id: 'd000003' },
        current: { WATCH: 1 },
        failed: [],
        pending: 0,
      },
    ]);
  });

  it('lists what is ongoing, or at least as severe', async () => {
    const current = await asked(['anomalies', '--current']);
    expect(current.out).toMatch(/\nWATCH +GAP +GU1 +humidity, temperature +2026-03-01T11:59Z +ongoing/);
    expect(current.out).not.toContain('STUCK  FU1');
    const warnings = await asked(['anomalies', '--severity', 'WARNING', '--json']);
    expect(JSON.parse(warnings.out).anomalies).toHaveLength(1);
    const critical = await asked(['anomalies', '--severity', 'CRITICAL', '--json']);
    expect(JSON.parse(critical.out).anomalies).toEqual([]);
  });

  it('shows the definition as YAML that can be applied again', async () => {
    const shown = await asked(['experiment', 'show', 'twins']);
    writeFileSync(at('again.yaml'), shown.out);
    const again = await asked(['experiment', 'apply', at('again.yaml')]);
    expect(again.out).toContain('experiment twins: revision 1 in force');
  });
});

describe('what is refused', () => {
  it('ends with 1 and names what is there', async () => {
    const { code, out, err } = await asked(['upload', at('notes.txt'), '-e', 'twins']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(
      /^howship: expected a file name that a source of twins matches .*, got "notes\.txt"; .* \(source\.none\)\n$/,
    );
  });

  it('ends with 1 where the stack took the file and refused it', async () => {
    writeFileSync(at('fu1-other.csv'), 'when;what\n1;2\n');
    const { code, out } = await asked(['upload', at('fu1-other.csv'), '-e', 'twins']);
    expect(code).toBe(1);
    expect(out).toContain('REFUSED');
  });

  it('is JSON on standard error for programs', async () => {
    const { code, err } = await asked(['deltas', '-e', 'twin', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(err)).toMatchObject({ code: 'experiment.unknown' });
  });

  it('names the channels of the unit where telemetry is asked of none', async () => {
    const { code, err } = await asked(['telemetry', '-e', 'twins', '--unit', 'FU1']);
    expect(code).toBe(2);
    expect(err).toContain('expected --channel, got none; FU1 measures: temperature, humidity');
  });

  it('lists every problem of a definition with its line, without asking a stack', async () => {
    writeFileSync(
      at('bad.yaml'),
      TWIN_DEFINITION.replace('mode: FLIGHT', 'mode: FLYING').replace('title:', 'titel:'),
    );
    const { code, err } = await howship(['experiment', 'apply', at('bad.yaml')]);
    expect(code).toBe(1);
    expect(err).toContain('line 4, mode');
    expect(err).toContain('did you mean "title"?');
  });

  it('says that a file is not there', async () => {
    const { code, err } = await asked(['upload', at('none.csv'), '-e', 'twins']);
    expect(code).toBe(1);
    expect(err).toMatch(/none\.csv cannot be read: there is no such file: check its name and folder/);
  });

  it.each([
    [
      'REFUSES',
      'the storage refused the file with 403 AccessDenied; nothing of it was kept (upload.refused)',
    ],
    [
      'KEEPS',
      'waited 0.2 s for the receipt of fu1.csv (d000001); now: AWAITING_UPLOAD. fu1.csv (d000001) is whole on the stack, which takes it in without this command. To see how it went: ./howship receipt d000001 -e twins (wait.deadline)',
    ],
  ] as const)('names the storage that %s an upload', async (storage, sentence) => {
    const other = await startApiServer(storage);
    const environment = { HOWSHIP_URL: other.url, HOWSHIP_TOKEN: TOKEN };
    await howship(['experiment', 'apply', at('twins.yaml')], environment);
    const argv = ['upload', at('fu1.csv'), '-e', 'twins', '--timeout', '0.2'];
    const { code, err } = await howship(argv, environment);
    await other.close();
    expect([code, err]).toEqual([1, `howship: ${sentence}\n`]);
  });

  it('says that the token is wrong', async () => {
    const { code, err } = await howship(['anomalies', '-e', 'twins'], {
      HOWSHIP_URL: server.url,
      HOWSHIP_TOKEN: 'wrong',
    });
    expect(code).toBe(1);
    expect(err).toContain('this token is not valid');
  });
});

describe('the stack that is talked to', () => {
  it('is the one of the home, and none is said in a sentence', async () => {
    const { code, err } = await howship(['anomalies', '-e', 'twins'], { HOWSHIP_HOME: folder });
    expect(code).toBe(1);
    expect(err).toBe(
      `howship: no stack runs in ${folder}; start one with "./howship up", or name one by --url and --token (HOWSHIP_URL, HOWSHIP_TOKEN) (stack.none)\n`,
    );
    const stack = { url: server.url, consoleUrl: `${server.url}/docs`, token: TOKEN, pid: 1, endpoints: {} };
    writeFileSync(at('stack.json'), JSON.stringify(stack));
    const found = await howship(['token'], { HOWSHIP_HOME: folder });
    expect(found).toEqual({ code: 0, out: `${TOKEN}\n`, err: '' });
    const answered = await howship(['anomalies', '-e', 'twins', '--json'], { HOWSHIP_HOME: folder });
    expect(answered.code).toBe(0);
  });

  it('may have died without a word', async () => {
    const gone = await startApiServer();
    await gone.close();
    const { code, err } = await howship(['anomalies', '-e', 'twins', '--url', gone.url]);
    expect(code).toBe(1);
    expect(err).toContain(`no stack answers at ${gone.url} (from --url or HOWSHIP_URL): ECONNREFUSED`);
  });

  it('is not guessed from a broken address', async () => {
    const { code, err } = await howship(['token', '--url', 'localhost:80']);
    expect(code).toBe(1);
    expect(err).toContain('expected the address of a stack such as http://127.0.0.1:8080');
  });
});

describe('wrong usage', () => {
  it.each([
    [
      ['anomalys'],
      /^howship: expected a command after \.\/howship, got "anomalys"; did you mean anomalies\? \(usage\)\n$/,
    ],
    [
      ['experiment', 'aply', 'x'],
      /expected a command after \.\/howship experiment, got "aply"; did you mean apply\?/,
    ],
    [
      ['anomalies', '-e', 'twins', '--knd', 'GAP'],
      /expected an option of \.\/howship anomalies, got --knd; did you mean --kind\?/,
    ],
    [['anomalies', '--channel', 'a', '--channel', 'b'], /expected --channel <id> once, got it twice/],
    [
      ['upload', '-e', 'twins'],
      /expected <file> after \.\/howship upload, got none; see \.\/howship upload --help/,
    ],
    [['upload', 'x', '-e', 'twins', '--timeout', 'soon'], /expected a number of seconds above 0/],
    [['event', 'add', 'exchange', '-e', 'twins'], /expected the name of an event, --unit and --at/],
    [
      ['receipt', '-e', 'twins', '--rejects'],
      /expected a downlink with --rejects, got none: give its id or the name of its file/,
    ],
    [['token', 'extra'], /expected no argument after \.\/howship token show, got extra; see/],
    [[], /Usage: \.\/howship/],
  ])('of %j ends with 2 and says what was meant', async (argv, sentence) => {
    const { code, out, err } = await howship(argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
  });

  it('is told within the width of the terminal', async () => {
    const { err } = await howship(['anomalies', '-e', 'twins', '--severity', 'BAD'], { COLUMNS: '80' });
    expect(err.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(err.replace(/\n +/g, ' ')).toContain(
      '--severity <least>: expected one of WATCH, WARNING, DISTRESS, CRITICAL, SEVERE, got "BAD" (usage)',
    );
  });

  it('is not asking for help', async () => {
    const { code, out } = await howship(['deltas', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('flight minus ground');
  });
});

describe('a downlink that is withdrawn', () => {
  it('says who withdrew it and why, in its receipt too, and leaves every answer', async () => {
    const argv = ['withdraw', 'd000001', '-e', 'twins', '--reason', 'of another payload'];
    const { code, out } = await asked(argv);
    expect(code).toBe(0);
    expect(out).toContain('fu1.csv (d000001): WITHDRAWN\n  In: nothing. The file was withdrawn.');
    expect(out).toMatch(/ {2}withdrawn by \w+ at [^:]+:[^:]+:[^:]+: of another payload\n/);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    const receipt = await asked(['receipt', 'd000001', '-e', 'twins', '--json']);
    expect(JSON.parse(receipt.out)).toMatchObject({ withdrawn: { reason: 'of another payload' } });
    await settleAll(server.ports);
    const deltas = await asked(['deltas', '-e', 'twins', '--json']);
    expect(deltas.out).not.toContain('"pairedSamples":240');
  });

  it('takes no reason that a terminal would obey', async () => {
    for (const reason of ['a\u009b2Jb', 'a\u001b[2Jb', 'a\nb', 'a\u202eb']) {
      const { code, err } = await asked(['withdraw', 'd000001', '--reason', reason, '-e', 'twins']);
      expect([code, err]).toEqual([
        1,
        expect.stringMatching(/^howship: reason: expected one line.*got U\+.*\(request\.value\)\n$/s),
      ]);
    }
  });

  it('is told by its history: who did what, when and why', async () => {
    const { code, out } = await asked(['receipt', 'd000001', '--history', '-e', 'twins']);
    expect(code).toBe(0);
    expect(out).toMatch(/WITHDRAWN +\S.* of another payload/);
    expect((await asked(['receipt', '--history', '-e', 'twins'])).code).toBe(2);
  });

  it('needs a reason (exit code 2), and must have been taken in (1)', async () => {
    const without = await asked(['withdraw', 'd000002', '-e', 'twins']);
    expect(without.code).toBe(2);
    const empty = await asked(['withdraw', 'd000002', '-e', 'twins', '--reason', ' ']);
    expect(empty.code).toBe(1);
    expect(empty.err).toContain('expected why the downlink is withdrawn');
    const unknown = await asked(['withdraw', 'none', '-e', 'twins', '--reason', 'x']);
    expect(unknown.code).toBe(1);
    expect(unknown.err).toContain('downlink.unknown');
  });
});

describe('a downlink of which a copy exists', () => {
  it('names, once it is withdrawn, the copy that counts in its place', async () => {
    const reading = (argv: readonly string[]) => asked([...argv, '-e', 'twins']);
    const settling = setInterval(() => void settleAll(server.ports), 20);
    const copy = JSON.parse((await reading(['upload', at('gu1.csv'), '--wait', '--json'])).out);
    const [{ id, duplicateOf }] = copy.downlinks;
    expect(duplicateOf).toBe('d000002');
    const { code, out } = await reading(['withdraw', 'd000002', '--reason', 'sent twice', '--wait']);
    expect(code).toBe(0);
    const screen = out.replaceAll(id, '<the copy>').replace(/by \w+ at \S+:/, 'by <who> at <when>:');
    await expect(screen).toMatchFileSnapshot(join(SCREENS, 'withdraw-copy.txt'));
    const counts = await reading(['receipt', id]);
    expect(counts.out).toContain('600 accepted, no duplicates');
    expect((await reading(['reread', 'd000002', '--wait'])).code).toBe(0);
    expect((await reading(['withdraw', id, '--reason', 'sent twice', '--wait'])).out).toContain('d000002');
    clearInterval(settling);
  });
});

describe('files that are read again', () => {
  it('are told of when a definition reads otherwise, and read again with --all', async () => {
    writeFileSync(
      at('other.yaml'),
      TWIN_DEFINITION.replaceAll('channel: humidity }', "channel: humidity, as: '%' }"),
    );
    const reading = (argv: readonly string[]) => asked([...argv, '-e', 'twins']);
    writeFileSync(at('kelvin.yaml'), TWIN_DEFINITION.replace('unit: Cel', 'unit: K'));
    const refused = await asked(['experiment', 'apply', at('kelvin.yaml')]);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('temperature: unit Cel, now K')]);
    const kelvin = await asked(['experiment', 'apply', at('kelvin.yaml'), '--new-reading']);
    expect([kelvin.code, kelvin.out]).toEqual([0, expect.stringContaining('read otherwise')]);
    expect((await asked(['experiment', 'apply', at('twins.yaml')])).code).toBe(0);
    const applied = await asked(['experiment', 'apply', at('other.yaml')]);
    expect(applied.out).toMatch(
      / {2}\d downlinks? w(?:as|ere) read otherwise \(d0.*\); to read again:\n {4}\.\/howship reread --all -e twins\n/,
    );
    const said = 'read under an earlier definition, all or in part: ./howship reread --all reads it again';
    for (const command of ['anomalies', 'redownlink', 'receipt'])
      expect((await reading([command])).out).toContain(said);
    expect((await asked(['status'])).out).toMatch(/twins: \d downlinks? w.* under an earlier definition/);
    const shown = (await asked(['experiment', 'show', 'twins'])).out;
    expect(shown.replace(/\n# +/g, ' ')).toContain(` ${said}\n`);
    const settling = setInterval(() => void settleAll(server.ports), 20);
    const { code, out } = await reading(['reread', '--all', '--wait']);
    const one = await reading(['reread', 'd000001', '--wait']);
    clearInterval(settling);
    // The verdict of after the wait.
    const now = await reading(['receipt', 'd000001']);
    expect([one.code, one.out]).toEqual([0, now.out]);
    expect(one.out).not.toMatch(/still being|look again/);
    expect((await reading(['anomalies'])).out).not.toMatch(/read under an earlier|not all of what arrived/);
    expect(out).toMatch(/INGESTED.*accepted\n\d downlinks read again\n$|INGESTED/s);
    expect(code).toBe(0);
    expect((await reading(['reread', '--all'])).out).toBe(
      'nothing to read again: no downlink in the answers was read otherwise; one that was refused or failed is read again by its name\n',
    );
    for (const argv of [['reread'], ['reread', 'd000002', '--all']]) {
      expect((await reading(argv)).code).toBe(2);
    }
  });
});
