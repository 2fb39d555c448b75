import type { ReactElement, ReactNode } from "react";

/** The top of a page: its name, what can be done, and the title of the tab. */
export function PageHead({
  title,
  about,
  children,
}: {
  title: string;
  about?: ReactNode;
  children?: ReactNode;
}): ReactElement {
  return (
    <div className="page-head">
      <title>{`${title} · Dramatis`}</title>
      <div className="page-name">
        <h1>{title}</h1>
        {about !== undefined && <div className="about">{about}</div>}
      </div>
      {children !== undefined && <div className="row">{children}</div>}
    </div>
  );
}
