"""Country packs: one folder of plain data per country; `besa.node.platform.country` reads them."""
