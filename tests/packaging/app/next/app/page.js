"use client";
import { useEffect } from "react";
import { askInPage } from "../../browser.js";

export default function Page() {
  useEffect(() => {
    askInPage();
  }, []);
  return <p>A program that uses geobit</p>;
}
