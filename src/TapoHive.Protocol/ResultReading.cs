using System.Diagnostics.CodeAnalysis;
using TapoHive.Domain.Failures;

namespace TapoHive.Protocol;

/// <summary>Taking results apart where the failure is simply handed on.</summary>
internal static class ResultReading
{
    extension<T>(Result<T> result)
    {
        /// <summary>True with the value, or false with the failure.</summary>
        public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Failure? failure)
        {
            (value, failure) = result switch
            {
                Result<T>.Ok ok => (ok.Value, (Failure?)null),
                Result<T>.Failed failed => (default, failed.Failure),
                _ => throw new InvalidOperationException("A result of a third kind."),
            };
            return failure is null;
        }
    }
}
