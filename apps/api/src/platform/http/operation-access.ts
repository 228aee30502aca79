import type { INestApplication } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { ACCESS, type Access } from '../auth/access.ts';

const reflector = new Reflector();

/**
 * Who may call each operation, by its id, which is the name of its handler: read from the same words that
 * the guard obeys.
 */
export function accessByOperation(app: INestApplication): ReadonlyMap<string, Access> {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  return new Map(controllers.flatMap(({ metatype }) => (metatype === null ? [] : accessesOf(metatype))));
}

// Nest's own type for a class of unknown shape.
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type
function accessesOf(controller: Function): [string, Access][] {
  const prototype: unknown = controller.prototype;
  if (typeof prototype !== 'object' || prototype === null) return [];
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
    const handler: unknown = Reflect.get(prototype, name);
    if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
    const access = reflector.getAllAndOverride<Access | undefined>(ACCESS, [handler, controller]);
    return access === undefined ? [] : [[name, access]];
  });
}
