# nix-build packaging/nix && result/bin/hpreader demo
{ pkgs ? import <nixpkgs> { } }:
pkgs.python3Packages.buildPythonApplication {
  pname = "hpreader";
  version = "0.1.0";
  src = ../..;
  pyproject = true;
  build-system = with pkgs.python3Packages; [ hatchling shtab argparse-manpage platformdirs ];
  dependencies = with pkgs.python3Packages; [
    textual rich httpcore httpx sniffio feedparser lxml readability-lxml platformdirs protego pillow tomlkit pypdf
  ];
  # pyproject.toml names one version of each build requirement, for wheels that are the same bytes.
  pythonRelaxDeps = true;
  postPatch = ''
    sed -i -E '/^(requires|dependencies) = \[.*==/s/==[0-9.]+//g' pyproject.toml
  '';
  doCheck = false; # the tests need terminals and disks of their own: make test
}
