type Factory = (...dependencies: unknown[]) => unknown;
type DefineArguments = [string, string[], Factory] | [string[], Factory];

/**
 * A small AMD loader (https://github.com/amdjs/amdjs-api): `load(id, script)` runs a script that must call `define`; an
 * anonymous module takes the id by which it was loaded. Defining a name twice is an error, which is what several
 * plugins under one name come to on a RequireJS page.
 */
export function amdLoader() {
  const modules = new Map<string, { readonly needs: readonly string[]; readonly factory: Factory }>();
  const made = new Map<string, unknown>();
  let loading = '';

  const define = (...args: DefineArguments): void => {
    const [id, needs, factory] = args.length === 3 ? args : [loading, ...args];
    if (modules.has(id)) throw new Error(`two modules are called ${id}`);
    modules.set(id, { needs, factory });
  };
  define.amd = {};

  const get = (id: string): unknown => {
    const module = modules.get(id);
    if (!module) throw new Error(`no module is called ${id}`);
    if (!made.has(id)) made.set(id, module.factory(...module.needs.map(get)));
    return made.get(id);
  };
  const load = (id: string, script: (define: unknown) => void): void => {
    loading = id;
    script(define);
  };
  return { define, load, get };
}
