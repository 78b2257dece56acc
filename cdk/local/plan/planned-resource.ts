import { z } from 'zod';
import { LocalStackFailure } from '../home/failure.ts';
import { type References, resolve } from './intrinsics.ts';
import { CREATED_TYPES, IGNORED_TYPES, type ResourceKind } from './resource-kinds.ts';
import type { Resource, StackAssembly } from './template.ts';

interface PlannedResource<Properties> {
  /** Logical id in the template. */
  readonly id: string;
  /** What `Ref` gives; the logical id where nothing may refer to it. */
  readonly ref: string;
  readonly properties: Properties;
}

/** @throws LocalStackFailure `template.unknown-type` */
export function refuseUnknownTypes({ name, template }: StackAssembly): void {
  for (const [id, { Type }] of Object.entries(template.Resources)) {
    if (CREATED_TYPES.includes(Type) || IGNORED_TYPES.includes(Type)) continue;
    throw new LocalStackFailure(
      'template.unknown-type',
      `${name}.${id} is of type ${Type}, which the local stack can neither create nor safely ignore; teach it in cdk/local/plan/resource-kinds.ts (as a kind, or in IGNORED_TYPES where it means nothing on one machine)`,
    );
  }
}

/**
 * The resources of one kind, their intrinsics replaced and their properties parsed.
 *
 * @throws LocalStackFailure `template.unknown-property` and what `resolve` throws
 */
export function plannedResources<Shape extends z.ZodRawShape>(
  kind: ResourceKind<Shape>,
  { name, template }: StackAssembly,
  references: References,
): PlannedResource<z.infer<z.ZodObject<Shape>>>[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === kind.type)
    .map(([id, resource]) => {
      const place = `${name}.${id} (${kind.type})`;
      const parsed = kind.acts.safeParse(propertiesOf(kind, resource, references, place));
      if (parsed.success) return { id, ref: references.ref(id) ?? id, properties: parsed.data };
      throw new LocalStackFailure(
        'template.unknown-property',
        `${place}: ${z.prettifyError(parsed.error)}: the local stack does not do this; see cdk/local/plan/resource-kinds.ts`,
      );
    });
}

function propertiesOf<Shape extends z.ZodRawShape>(
  kind: ResourceKind<Shape>,
  { Properties }: Resource,
  references: References,
  place: string,
): Record<string, unknown> {
  const acted: Record<string, unknown> = {};
  for (const [property, value] of Object.entries(Properties)) {
    if (kind.ignores.includes(property)) continue;
    if (!(property in kind.acts.shape)) {
      throw new LocalStackFailure(
        'template.unknown-property',
        `${place} has the property ${property}, which the local stack neither acts on nor knows to mean nothing here; teach it in cdk/local/plan/resource-kinds.ts`,
      );
    }
    acted[property] = resolve(value, references, `${place}.${property}`);
  }
  return acted;
}
