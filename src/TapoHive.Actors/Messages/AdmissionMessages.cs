using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Messages;

/// <summary>Link to admission: may I connect? Answered by <see cref="Admitted"/> when there is room.</summary>
/// <param name="Plug">For whom, for fairness: one waiting request a plug.</param>
/// <param name="Health">Plugs that failed lately connect through a small pool of their own.</param>
public sealed record AskAdmission(PlugId Plug, PlugHealth Health);

/// <summary>Whether a plug answered when it was last tried.</summary>
public enum PlugHealth
{
    /// <summary>It did, or was never tried.</summary>
    Well,

    /// <summary>It did not.</summary>
    Troubled,
}

/// <summary>Admission to link: connect now, and say when you are done.</summary>
public sealed record Admitted;

/// <summary>Link to admission: done, well or badly. A link that stops is done too.</summary>
public sealed record AdmissionReturned;
