import type { z } from 'zod';
import { LocalStackFailure } from '../home/failure.ts';
import type { References } from './intrinsics.ts';
import { plannedResources, refuseUnknownTypes } from './planned-resource.ts';
import {
  API_INTEGRATION,
  API_ROUTE,
  BUCKET,
  EVENT_SOURCE_MAPPING,
  FUNCTION,
  QUEUE,
  SCHEDULE_RULE,
  SECRET,
  SUBSCRIPTION,
  TABLE,
  TOPIC,
} from './resource-kinds.ts';
import type { StackAssembly } from './template.ts';

/** Everything that the local stack is to create and run. */
export interface Plan {
  readonly buckets: readonly BucketPlan[];
  readonly tables: readonly TablePlan[];
  readonly queues: readonly QueuePlan[];
  readonly topics: readonly string[];
  readonly secrets: readonly SecretPlan[];
  readonly functions: readonly FunctionPlan[];
  readonly mappings: readonly MappingPlan[];
  /** Name of the function behind the HTTP API's default route. */
  readonly apiFunction: string;
  readonly schedules: readonly SchedulePlan[];
}

export interface BucketPlan {
  readonly name: string;
  readonly properties: z.infer<typeof BUCKET.acts>;
}

export interface TablePlan {
  readonly name: string;
  readonly properties: z.infer<typeof TABLE.acts>;
}

export interface QueuePlan {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly properties: z.infer<typeof QUEUE.acts>;
}

export interface SecretPlan {
  readonly name: string;
  readonly arn: string;
  readonly properties: z.infer<typeof SECRET.acts>;
}

export interface FunctionPlan {
  readonly name: string;
  /** Where its bundle is. */
  readonly directory: string;
  /** `<module>.<export>`, the module without its `.mjs`. */
  readonly handler: string;
  /** MB */
  readonly memory: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
}

export interface MappingPlan {
  readonly queue: QueuePlan;
  readonly functionName: string;
  readonly batchSize: number;
  readonly partialResponses: boolean;
  readonly concurrency: number;
}

export interface SchedulePlan {
  readonly functionName: string;
  readonly everySeconds: number;
}

const SECONDS = new Map([
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
]);

/**
 * Reads from the template what the local stack has to do.
 *
 * @throws LocalStackFailure where the template holds a type, property, intrinsic or reference that it does not know.
 */
export function planOf(assembly: StackAssembly, references: References): Plan {
  refuseUnknownTypes(assembly);
  // Nothing of them is done here; one that is no mail is refused.
  plannedResources(SUBSCRIPTION, assembly, references);
  const queues = plannedResources(QUEUE, assembly, references).map(({ id, ref, properties }) => {
    return { name: id, url: ref, arn: arnOf(id, references), properties };
  });
  return {
    buckets: plannedResources(BUCKET, assembly, references).map(({ ref, properties }) => ({
      name: ref,
      properties,
    })),
    tables: plannedResources(TABLE, assembly, references).map(({ ref, properties }) => ({
      name: ref,
      properties,
    })),
    queues,
    topics: plannedResources(TOPIC, assembly, references).map(({ id }) => id),
    secrets: plannedResources(SECRET, assembly, references).map(({ id, ref, properties }) => {
      return { name: id, arn: ref, properties };
    }),
    functions: functionsOf(assembly, references),
    mappings: mappingsOf(assembly, references, queues),
    apiFunction: apiFunctionOf(assembly, references),
    schedules: schedulesOf(assembly, references),
  };
}

function functionsOf(assembly: StackAssembly, references: References): FunctionPlan[] {
  return plannedResources(FUNCTION, assembly, references).map(({ id, ref, properties }) => {
    const directory = assembly.assets.get(properties.Code.S3Key);
    if (directory === undefined) {
      throw contradiction(`${id}: the asset manifest has no bundle ${properties.Code.S3Key}`);
    }
    refuseDynamicReferences(id, properties.Environment.Variables);
    const { Handler: handler, MemorySize: memory, Timeout: timeoutSeconds, Environment } = properties;
    return { name: ref, directory, handler, memory, timeoutSeconds, environment: Environment.Variables };
  });
}

/** CloudFormation would put a secret there; here they are replaced in secrets only. */
function refuseDynamicReferences(id: string, variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value.includes('{{resolve:')) {
      throw contradiction(
        `${id}.Environment.Variables.${name}: the local stack resolves dynamic references in secrets only, got ${value}`,
      );
    }
  }
}

function mappingsOf(
  assembly: StackAssembly,
  references: References,
  queues: readonly QueuePlan[],
): MappingPlan[] {
  return plannedResources(EVENT_SOURCE_MAPPING, assembly, references).map(({ id, properties }) => {
    const queue = queues.find(({ arn }) => arn === properties.EventSourceArn);
    if (queue === undefined)
      throw contradiction(`${id}: no queue of this stack is ${properties.EventSourceArn}`);
    return {
      queue,
      functionName: functionNameOf(properties.FunctionName),
      batchSize: properties.BatchSize,
      partialResponses: properties.FunctionResponseTypes.length > 0,
      concurrency: properties.ScalingConfig?.MaximumConcurrency ?? Number.POSITIVE_INFINITY,
    };
  });
}

function apiFunctionOf(assembly: StackAssembly, references: References): string {
  const routes = plannedResources(API_ROUTE, assembly, references);
  const integrations = plannedResources(API_INTEGRATION, assembly, references);
  const [integration, ...others] = integrations;
  const elsewhere = routes.filter(
    ({ properties }) => properties.Target !== `integrations/${integration?.ref}`,
  );
  const keys = routes.map(({ properties }) => properties.RouteKey);
  if (integration === undefined || others.length + elsewhere.length > 0 || !keys.includes('$default')) {
    throw contradiction(
      `the local stack serves one HTTP API whose routes, $default among them, all lead to its one integration; got ${integrations.length} integrations and the routes ${keys.join(', ') || 'none'}`,
    );
  }
  return functionNameOf(integration.properties.IntegrationUri);
}

function schedulesOf(assembly: StackAssembly, references: References): SchedulePlan[] {
  return plannedResources(SCHEDULE_RULE, assembly, references)
    .filter(({ properties }) => properties.State === 'ENABLED')
    .flatMap(({ properties: { Targets, ScheduleExpression } }) =>
      Targets.map(({ Arn }) => ({
        functionName: functionNameOf(Arn),
        everySeconds: secondsOf(ScheduleExpression),
      })),
    );
}

/** `rate(5 minutes)` in seconds; the kind's schema admits no other form. */
function secondsOf(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return Number(count) * (SECONDS.get(unit ?? '') ?? Number.NaN);
}

/** A function is named by its name or by its ARN, which ends with it. */
function functionNameOf(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf(':') + 1);
}

function arnOf(id: string, references: References): string {
  const arn = references.attribute(id, 'Arn');
  if (arn === null) throw contradiction(`${id} has no ARN`);
  return arn;
}

function contradiction(sentence: string): LocalStackFailure {
  return new LocalStackFailure('template.contradiction', sentence);
}
