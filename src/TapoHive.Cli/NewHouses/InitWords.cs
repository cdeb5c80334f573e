namespace TapoHive.Cli.NewHouses;

/// <summary>Where a password comes from, where no file holds it.</summary>
internal enum PasswordFrom
{
    /// <summary>A person types it.</summary>
    APerson,

    /// <summary>The first line of standard input.</summary>
    StandardInput,
}

/// <summary>What becomes of files that are there already.</summary>
internal enum ExistingFiles
{
    /// <summary>They stay, unless a person says otherwise.</summary>
    Kept,

    /// <summary>They are replaced.</summary>
    Replaced,
}

/// <summary>Whether plugs are looked for.</summary>
internal enum Looking
{
    /// <summary>They are.</summary>
    Wanted,

    /// <summary>They are not: the machine is in another network, perhaps.</summary>
    LeftOut,
}
