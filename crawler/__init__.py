"""The world: a thin Scrapy project that walks portals, keeps manners, and stores what `parsers` reads."""
