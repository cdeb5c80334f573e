using TapoHive.Domain.HouseFiles;

namespace TapoHive.Domain.Plans;

/// <summary>One plug of a house, as a file would say it.</summary>
internal sealed record WrittenPlug(string Name, Written.Fields Says);
