import {
  type ComponentType,
  type LazyExoticComponent,
  lazy,
  type ReactElement,
  Suspense,
  useEffect,
  useRef,
  useState,
} from "react";
import { Boundary } from "./parts/boundary.tsx";
import { Icon, type IconName } from "./parts/icon.tsx";
import { Notices } from "./parts/notices.tsx";
import { PageHead } from "./parts/page.tsx";
import { Loading } from "./parts/states.tsx";
import { type PageProps, type Route, to, useRoute } from "./router.ts";
import { applyTheme, currentTheme, type Theme } from "./theme.ts";

type View = LazyExoticComponent<ComponentType<PageProps>>;

/** Each of these exports its `Page`, and is loaded when it is first opened. */
const FILES = import.meta.glob<{ Page: ComponentType<PageProps> }>(
  "./pages/{gallery,editor,chat,checks,population,calibrate}.tsx",
);
const VIEWS = new Map<string, View>(
  Object.entries(FILES).map(([file, load]) => [
    file.replace(/^.*\/|\.tsx$/g, ""),
    lazy(async () => ({ default: (await load()).Page })),
  ]),
);

/** First part of the hash → file of `pages`. */
const ROUTES: Record<string, string> = {
  "": "gallery",
  new: "editor",
  edit: "editor",
  chat: "chat",
  checks: "checks",
  population: "population",
  calibrate: "calibrate",
};

const PLACES: { page: string; label: string; icon: IconName; also: string[] }[] = [
  { page: "", label: "Personas", icon: "people", also: ["new", "edit"] },
  { page: "chat", label: "Chat", icon: "chat", also: [] },
  { page: "checks", label: "Checks", icon: "check", also: [] },
  { page: "population", label: "Population", icon: "crowd", also: [] },
  { page: "calibrate", label: "Calibrate", icon: "scale", also: [] },
];

export function App(): ReactElement {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const place = `${route.page}/${route.rest[0] ?? ""}`;
  // Who moves by keyboard or hears the page starts at its top after a move; not when it first opens.
  useEffect(() => {
    if (!isFirst.current && place !== "") {
      main.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    isFirst.current = false;
  }, [place]);
  return (
    <>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        Skip to the page
      </button>
      <header className="bar">
        <a className="brand" href={to([])}>
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>Dramatis</span>
        </a>
        <nav aria-label="Rooms" className="places">
          {PLACES.filter(({ page }) => VIEWS.has(ROUTES[page] ?? "")).map(({ page, label, icon, also }) => {
            const here = route.page === page || also.includes(route.page);
            return (
              <a key={page} href={to(page === "" ? [] : [page])} {...(here && { "aria-current": "page" as const })}>
                <Icon name={icon} />
                {label}
              </a>
            );
          })}
        </nav>
        <ThemeSwitch />
      </header>
      <main ref={main} id="main" tabIndex={-1}>
        <Boundary key={place}>
          <Suspense fallback={<Loading what="the page" />}>
            <Room route={route} place={place} />
          </Suspense>
        </Boundary>
      </main>
      <Notices />
    </>
  );
}

function Room({ route, place }: { route: Route; place: string }): ReactElement {
  const View = VIEWS.get(ROUTES[route.page] ?? "");
  if (View === undefined) {
    return (
      <>
        <PageHead title="There is nothing here" />
        <a href={to([])}>Go to the personas</a>
      </>
    );
  }
  return <View key={place} route={route} />;
}

function ThemeSwitch(): ReactElement {
  const [theme, setTheme] = useState<Theme>(currentTheme);
  const other = theme === "dark" ? "light" : "dark";
  const change = (): void => {
    applyTheme(other);
    setTheme(other);
  };
  return (
    <button type="button" className="icon-button" onClick={change} aria-label={`Use the ${other} theme`}>
      <Icon name={other === "dark" ? "moon" : "sun"} />
    </button>
  );
}
