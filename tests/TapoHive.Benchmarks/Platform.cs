// Private files are made with Unix permissions; Windows has no place for them here.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
