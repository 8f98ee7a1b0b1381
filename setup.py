from setuptools import find_packages, setup

packages = find_packages(include=["lat_corps", "lat_corps.*"])
patches = [f"lat_corps.{name}" for name in find_packages(include=["patches", "patches.*"])]

setup(
	packages=[*packages, *patches, "lat_corps.shipped"],
	package_dir={
		"lat_corps": "lat_corps",
		"lat_corps.patches": "patches",
		"lat_corps.shipped": "fixtures",
	},
)
