import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS, QUEUES } from '../../cdk/stacks/processing.ts';
import { WATCH_MINUTES } from '../../shared/domain/downlink/run-time.ts';
import { functions, mappings, ofType, outdir, resources, target } from './synthesized-stack.ts';

describe('each function', () => {
  it.each(functions)('$name runs Node 24 on arm64 and has logs that end', ({ properties }) => {
    expect(properties.Runtime).toBe('nodejs24.x');
    expect(properties.Architectures).toEqual(['arm64']);
    expect(resources[target(properties.LoggingConfig.LogGroup)]?.Properties.RetentionInDays).toBe(90);
  });

  it.each(functions)(
    '$name keeps the source maps that its bundle comes with',
    ({ environment, properties }) => {
      expect(environment.NODE_OPTIONS).toBe('--enable-source-maps');
      const asset = join(outdir, `asset.${properties.Code.S3Key.replace('.zip', '')}`);
      expect(readFileSync(join(asset, 'index.mjs'), 'utf8')).toContain('sourceMappingURL=index.mjs.map');
      expect(JSON.parse(readFileSync(join(asset, 'index.mjs.map'), 'utf8')).version).toBe(3);
    },
  );

  it('of the API answers before the gateway gives up', () => {
    expect(functions.find(({ name }) => name === 'api')?.properties.Timeout).toBeLessThan(30);
  });
});

/** Whose runs are counted as tries. */
const WORKERS = ['align-twins', 'flag-anomalies', 'analyze-assay'];

describe('the alarms', () => {
  const alarms = ofType('AWS::CloudWatch::Alarm').map(([, r]) => r.Properties);
  const idOf = (name: string) => functions.find((fn) => fn.name === name)!.id;
  const watching = (metric: string) => alarms.filter((a) => a.MetricName === metric);
  const watched = (metric: string) => watching(metric).map((a) => target(a.Dimensions[0].Value));
  const queueOf = (consumer: string) => mappings.find(({ fn }) => fn === idOf(consumer))!.queue;

  it('ring for every function that crashes', () => {
    expect(new Set(watched('Errors'))).toEqual(new Set(functions.map(({ id }) => id)));
  });

  it('ring for every queue that is not worked off: after three of the longest runs, five minutes at least', () => {
    const seconds = watching('ApproximateAgeOfOldestMessage').map((a) => [
      target(a.Dimensions[0].Value),
      a.Threshold,
      a.Statistic,
    ]);
    expect(Object.fromEntries(seconds.map(([queue, threshold]) => [queue, threshold]))).toEqual({
      [queueOf('take-drop')]: 900,
      [queueOf('ingest-downlink')]: 2700,
      [queueOf('align-twins')]: 360,
      [queueOf('analyze-assay')]: 360,
      [queueOf('flag-anomalies')]: 360,
      [queueOf('notify')]: 300,
    });
    expect(seconds.every(([, , statistic]) => statistic === 'Maximum')).toBe(true);
    for (const { consumer } of Object.values(QUEUES)) {
      const threshold = seconds.find(([queue]) => queue === queueOf(consumer))?.[1];
      expect(threshold, consumer).toBeGreaterThan(2 * FUNCTIONS[consumer].timeoutSeconds);
    }
  });

  it('ring for every dead letter: at once where nobody reads them, and if one stays where somebody does', () => {
    const dead = watched('ApproximateNumberOfMessagesVisible');
    const redriven = ['take-drop', 'align-twins', 'flag-anomalies', 'analyze-assay', 'notify'].map(
      (consumer) => target(resources[queueOf(consumer)]?.Properties.RedrivePolicy.deadLetterTargetArn),
    );
    expect(new Set(dead)).toEqual(new Set(redriven));
    const staying = alarms.filter((a) =>
      JSON.stringify(a.Metrics ?? '').includes('ApproximateNumberOfMessages'),
    );
    expect(staying).toHaveLength(1);
    const [{ Metrics, EvaluationPeriods, Threshold }] = staying;
    expect([EvaluationPeriods, Threshold]).toEqual([3, 1]);
    const counted = Metrics.flatMap(
      (m: { MetricStat?: { Metric: { MetricName: string; Dimensions: { Value: unknown }[] } } }) =>
        m.MetricStat === undefined
          ? []
          : [[m.MetricStat.Metric.MetricName, target(m.MetricStat.Metric.Dimensions[0]!.Value)]],
    );
    expect(counted.sort()).toEqual([
      ['ApproximateNumberOfMessagesNotVisible', queueOf('ingest-dead-letters')],
      ['ApproximateNumberOfMessagesVisible', queueOf('ingest-dead-letters')],
    ]);
  });

  it('ring for every downlink that is FAILED, whichever function says so', () => {
    const filters = ofType('AWS::Logs::MetricFilter').map(([, r]) => r.Properties);
    const saying = ['ingest-downlink', 'ingest-dead-letters'].map((name) =>
      target(functions.find((fn) => fn.name === name)!.properties.LoggingConfig.LogGroup),
    );
    const failed = filters.filter((f) => f.FilterPattern === '{ $.code = "downlink.failed" }');
    expect(failed.map((f) => target(f.LogGroupName))).toEqual(saying);
    const metrics = failed.flatMap((f) => f.MetricTransformations);
    expect(new Set(metrics.map((m) => `${m.MetricNamespace} ${m.MetricName} ${m.MetricValue}`))).toEqual(
      new Set(['Howship downlink.failed 1']),
    );
    const [alarm] = watching('downlink.failed');
    expect(alarm).toMatchObject({ Namespace: 'Howship', Statistic: 'Sum', Period: 300, Threshold: 1 });
  });

  it('ring for every dropped file that belongs to no experiment', () => {
    const filters = ofType('AWS::Logs::MetricFilter').map(([, r]) => r.Properties);
    const refused = filters.filter((f) => f.FilterPattern === '{ $.code = "drop.refused" }');
    const takeDrop = functions.find(({ name }) => name === 'take-drop')!;
    expect(refused.map((f) => target(f.LogGroupName))).toEqual([
      target(takeDrop.properties.LoggingConfig.LogGroup),
    ]);
    expect(watching('drop.refused')).toMatchObject([{ Statistic: 'Sum', Threshold: 1 }]);
  });

  it('ring for work that is stopped, whoever says so; they and watch know what code tries', () => {
    const filters = ofType('AWS::Logs::MetricFilter').map(([, r]) => r.Properties);
    const saying = ['align-twins', 'flag-anomalies', 'analyze-assay', 'ingest-dead-letters'].map((name) =>
      target(functions.find((fn) => fn.name === name)!.properties.LoggingConfig.LogGroup),
    );
    const stopped = filters.filter((f) => f.FilterPattern === '{ $.code = "work.stopped" }');
    expect(stopped.map((f) => target(f.LogGroupName)).sort()).toEqual(saying.sort());
    expect(watching('work.stopped')).toHaveLength(1);
    const codeOf = (name: string) => functions.find((fn) => fn.name === name)!.environment.HOWSHIP_CODE;
    const keys = WORKERS.map((name) =>
      functions.find((fn) => fn.name === name)!.properties.Code.S3Key.slice(0, 16),
    );
    expect(codeOf('watch')).toBe(keys.map((key) => `${key}-1769`).join('-'));
    expect(new Set(WORKERS.map(codeOf))).toEqual(new Set([codeOf('watch')]));
  });

  it.each([
    ['ingestSeconds', 'A downlink has been under way for two hours'],
    ['workSeconds', 'Data that came two hours ago'],
  ])('ring for the %s that watch says, over two hours, and where it says none', (field, impact) => {
    const filters = ofType('AWS::Logs::MetricFilter').map(([, r]) => r.Properties);
    const saying = filters.filter((f) => f.MetricTransformations[0].MetricValue === `$.${field}`);
    const { properties } = functions.find(({ name }) => name === 'watch')!;
    expect(saying.map((f) => target(f.LogGroupName))).toEqual([target(properties.LoggingConfig.LogGroup)]);
    expect(saying[0].FilterPattern).toBe('{ $.code = "work.waiting" }');
    // A default would count zeros where nobody looked.
    expect(saying[0].MetricTransformations[0].DefaultValue).toBeUndefined();
    const [alarm, ...others] = watching(saying[0].MetricTransformations[0].MetricName);
    expect(others).toEqual([]);
    expect(alarm).toMatchObject({
      ...{ Statistic: 'Maximum', Period: 900, EvaluationPeriods: 1, Threshold: 7200 },
      ...{ ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'breaching' },
    });
    expect(alarm.AlarmDescription.startsWith(impact)).toBe(true);
    // Watch says it several times within the period, so that one run that fails rings for nothing.
    expect(alarm.Period).toBeGreaterThanOrEqual(4 * 60 * WATCH_MINUTES);
  });

  it('say who is hurt, each in words of its own, and tell the topic; no data is well, but of what must go on', () => {
    expect(new Set(alarms.map((a) => a.AlarmDescription)).size).toBe(alarms.length);
    for (const alarm of alarms) {
      expect(alarm.AlarmDescription).toMatch(/^[A-Z].{30,}\.$/);
      const mustGoOn = /^The watch has not run|nobody could look/.test(alarm.AlarmDescription);
      expect(alarm.TreatMissingData).toBe(mustGoOn ? 'breaching' : 'notBreaching');
      expect(resources[target(alarm.AlarmActions[0])]?.Type).toBe('AWS::SNS::Topic');
    }
  });
});
