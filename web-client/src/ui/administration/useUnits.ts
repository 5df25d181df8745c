import { useMemo } from "preact/hooks";
import { administrationApi, type Unit } from "../../api/administration";
import { createLoader, type Loader } from "../../app/loader";
import { useApp } from "../context";
import { useStop } from "../hooks";

export function useUnits(): Loader<readonly Unit[]> {
  const { api } = useApp();
  const stop = useStop();
  return useMemo(() => createLoader((signal) => administrationApi(api).units(signal), stop), [api, stop]);
}
