import { join } from "node:path";
import type { Embedder, Model, Nli, Store } from "../../core/index.ts";
import {
  aiSdkPainter,
  aiSdkVoiceActor,
  type CallerOptions,
  type Environment,
  type ModelSpec,
  type OpenOptions,
  openEmbedder,
  openModel,
  openNli,
  type Price,
  parseModelSpec,
  type RoleSettings,
  resolveRoles,
} from "../../model/index.ts";
import { actOf } from "../../presets/chat/open-agent.ts";
import { configFor, type DramatisConfig } from "../../presets/open/config-file.ts";
import { openActor } from "../../presets/open/open-actor.ts";
import { openPostgres, postgresStore, sqliteStore } from "../../store/index.ts";
import { callerMeter } from "../auth/caller-meter.ts";
import { openDesk } from "./desk/open-desk.ts";
import type { House } from "./house.ts";
import { openShelf } from "./shelf/open-shelf.ts";

export interface OpenHouse {
  /** Folder of the personas. */
  folder: string;
  /** See `readConfig`. */
  config?: DramatisConfig | undefined;
  /** Win over the configuration. */
  roles?: RoleSettings | undefined;
  env?: Environment | undefined;
  /** Of the models on a server, in US dollars per million tokens. */
  price?: Price | undefined;
  /** Calls to one model under way at once; others wait. */
  concurrency?: number | undefined;
  /** A folder in which the command line keeps runs, to be read beside those of the server. */
  runs?: string | undefined;
  now?: (() => Date) | undefined;
}

export interface OpenedHouse extends House {
  /** Cancels the runs, and lets go of the files. */
  close(): Promise<void>;
}

/** Further attempts after a fault upstream: who asks can ask again, and waits meanwhile. */
const RETRIES = 2;

/**
 * Opens all that a server serves: the personas of a folder; what the server keeps, in `.dramatis` beside them; and models,
 * each when it is first asked for.
 *
 * @throws InputError for a folder or settings that cannot be used. @throws StoreError for a store that cannot be opened.
 */
export async function openHouse(options: OpenHouse): Promise<OpenedHouse> {
  const { folder, env = process.env, price, concurrency = 256, runs: others, now = () => new Date() } = options;
  const config: DramatisConfig = { ...options.config, ...given(options.roles ?? {}) };
  const roles = resolveRoles({ config, env });
  const open: OpenOptions = { env, price, concurrency, retries: RETRIES, meter: callerMeter };
  const models = opener((spec: ModelSpec) => openModel(spec, open));
  const judges = opener((spec: ModelSpec) => openModel(spec, { ...open, role: "judge" }));
  const embedders = opener(() => openEmbedder(roles.embedder, open));
  const nlis = opener(() => openNli(roles.nli, { ...open, judge: () => judges(roles.judge) }));
  const embedder = (): Promise<Embedder> => embedders(roles.embedder);
  const nli = (): Promise<Nli> => nlis(roles.nli);

  const kept = join(folder, ".dramatis");
  const personas = await openShelf(folder);
  const { store, close: closeStore } = await openStore(join(kept, "store.sqlite"), env);
  const outside = others === undefined ? [] : [others];
  const runs = await openDesk({ folder: join(kept, "runs"), personas, config, env, outside, now });
  return {
    folder,
    personas,
    store,
    runs,
    config,
    env,
    now,
    ...artists(config, { concurrency, retries: RETRIES, meter: callerMeter }),
    model: async (spec): Promise<Model> => models(spec === undefined ? roles.actor : parseModelSpec(spec, "model")),
    embedder,
    async actor({ name }, { model, act = {} } = {}) {
      const own = configFor(config, name);
      const cast = resolveRoles({ flags: { model }, config: own, env });
      const parts = actOf(act, own.act ?? {});
      const actor = await openActor({ roles: cast, act: parts, open, model: await models(cast.actor), nli, embedder });
      return { actor, act: parts };
    },
    async close() {
      await runs.close();
      await closeStore();
    },
  };
}

/** Who paints and who speaks, where the configuration names one. Charged as every call is. */
function artists({ portrait, voice }: DramatisConfig, calls: CallerOptions): Pick<House, "painter" | "voiceActor"> {
  return {
    ...(portrait && {
      painter: aiSdkPainter(portrait.model, { ...calls, price: portrait.price, size: portrait.size }),
    }),
    ...(voice && { voiceActor: aiSdkVoiceActor(voice.model, { ...calls, price: voice.price }) }),
  };
}

/** Sessions and memories: in the database that `DATABASE_URL` names, which several servers may share, else in the file. */
async function openStore(path: string, env: Environment): Promise<{ store: Store; close(): void | Promise<void> }> {
  if (env.DATABASE_URL) {
    const sql = await openPostgres(env.DATABASE_URL);
    return { store: await postgresStore(sql), close: () => sql.close() };
  }
  const store = sqliteStore({ path });
  return { store, close: () => store.close() };
}

/** Opens what a spec names, once; what failed is tried again the next time. */
function opener<Spec, T>(open: (spec: Spec) => Promise<T>): (spec: Spec) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (spec) => {
    const key = JSON.stringify(spec);
    const found = known.get(key);
    if (found) return found;
    const opened = open(spec);
    known.set(key, opened);
    opened.catch(() => known.delete(key));
    return opened;
  };
}

function given(roles: RoleSettings): RoleSettings {
  return Object.fromEntries(Object.entries(roles).filter(([, value]) => value !== undefined));
}
